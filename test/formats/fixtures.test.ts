import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { encodeBase64 } from '../../src/core/base64.ts'
import { importBruno } from '../../src/formats/bruno.ts'
import { importText } from '../../src/formats/import-file.ts'
import { importOpenCollectionFolder } from '../../src/formats/opencollection-folder.ts'
import { importPostmanFolder } from '../../src/formats/postman-3.ts'
import { fixture, fixtureFolder, importable } from './fixture-files.ts'

/** What a fixture must become, in full; the files were written with the importers and read line by line. */
function expectedOf(path: string): string {
  return join(import.meta.dirname, '../fixtures/expected', `${path.replaceAll('/', '-')}.json`)
}

function asJson(value: unknown): string {
  const bytes = (_: string, member: unknown) =>
    member instanceof Uint8Array ? { base64: encodeBase64(member) } : member
  return `${JSON.stringify(value, bytes, 2)}\n`
}

describe('importText', () => {
  it.each(importable)('reads %s', async (path) => {
    await expect(asJson(await importText(fixture(path), path))).toMatchFileSnapshot(expectedOf(path))
  })

  it.each(importable)('reads %s with a byte order mark and Windows line ends', async (path) => {
    const plain = await importText(fixture(path), path)
    const windows = await importText(`\uFEFF${fixture(path).replaceAll('\n', '\r\n')}`, path)
    expect(windows).toEqual(plain)
  })
})

describe('a long file', () => {
  const long = 'x'.repeat(100_000)
  const short = { key: 'k', value: 'v', enabled: true }
  it.each([
    ['Browser WebSocket Client', { preferences: {}, messages: [`a\u0007${long}`], protocols: [], urls: ['ws://h'] }],
    ['Postman', { name: 'e', values: [short, { ...short, value: long }], _postman_variable_scope: 'globals' }],
  ])('of %s is known by its beginning', async (source, file) => {
    expect(await importText(JSON.stringify(file))).toMatchObject({ ok: true, value: { source } })
  })
})

describe('a file of Browser WebSocket Client', () => {
  it('has no variables: what looks like one is sent as it was', async () => {
    const file = { urls: ['ws://h/{{room}}'], messages: ['Hello\u0007{"user":"{{user}}"}'] }
    const savedMessages = [{ data: '{"user":"{{$braces}}user}}"}' }]
    expect(await importText(JSON.stringify(file))).toMatchObject({
      value: { profiles: [{ name: 'ws://h/{{room}}', url: 'ws://h/{{$braces}}room}}', savedMessages }] },
    })
  })
})

describe('command lines', () => {
  it('may stand behind a prompt, as instructions have them', async () => {
    const read = await importText("B$ websocat ws://h/1\n$ echo 'hi there' | websocat -n1 ws://h/2\n")
    expect(read).toMatchObject({
      ok: true,
      value: { notes: [], profiles: [{ url: 'ws://h/1' }, { url: 'ws://h/2', savedMessages: [{ data: 'hi there' }] }] },
    })
  })
})

describe('a command line', () => {
  it('is told where a shell would find out what stands in it', async () => {
    const note = { place: 'line 1', message: expect.stringContaining('kept as text') }
    const token = { type: 'bearer', token: '$(gcloud auth print-identity-token)' }
    expect(
      await importText('wscat -c wss://h -H "Authorization: Bearer $(gcloud auth print-identity-token)"'),
    ).toMatchObject({ value: { profiles: [{ auth: token }], notes: [note] } })
    for (const word of ['`cat token`', '$(cat token)', `"\${TOKEN:-a}"`, '"`id`"'])
      expect(await importText(`wscat -c wss://h -H X:${word}`)).toMatchObject({ value: { notes: [note] } })
    for (const word of [`'$(a) \`b\`'`, '"\\$(a) \\`b\\`"', `"\${TOKEN}"`, '$', "$'\\$(a)'"])
      expect(await importText(`wscat -c wss://h -H X:${word}`)).toMatchObject({ value: { notes: [] } })
  })

  it.each([
    ['$env:TOKEN of PowerShell', 'wscat -c ws://h -H "X: a $env:TOKEN"', 'a {{TOKEN}}'],
    [`\${env:TOKEN} of PowerShell`, `wscat -c ws://h -H "X: a \${env:TOKEN}"`, 'a {{TOKEN}}'],
    ['a tool of another', 'pnpm dlx wscat -c ws://h -H X:1', '1'],
    ['a tool in a container', 'docker run --rm -it ghcr.io/vi/websocat -H=X:1 ws://h', '1'],
    ['a tool behind another command', 'export A=1; wscat -c ws://h -H X:1', '1'],
  ])('is read: %s', async (_, text, value) => {
    expect(await importText(text)).toMatchObject({ value: { profiles: [{ url: 'ws://h', headers: [{ value }] }] } })
  })

  it('may have values with spaces in front of it', async () => {
    expect(await importText(`TOKEN="a b" wscat -c ws://h -H "X-Token: $TOKEN"`)).toMatchObject({
      value: { profiles: [{ url: 'ws://h', headers: [{ value: '{{TOKEN}}' }] }], notes: [] },
    })
  })

  it.each([
    [`printf '%s\\n' '{"a":"100%"}' | websocat ws://h`, [{ kind: 'json', data: '{"a":"100%"}' }]],
    [`printf '%s\\0' 'two\nlines' | websocat ws://h`, [{ kind: 'text', data: 'two\nlines' }]],
    [`printf 'a %s, 5%%\\n' b | websocat ws://h`, [{ kind: 'text', data: 'a b, 5%' }]],
    ['printf %s aGk= | base64 --decode | websocat --binary ws://h', [{ kind: 'binary', data: 'aGk=' }]],
    [`websocat ws://h <<< '{"a":1}'`, [{ kind: 'json', data: '{"a":1}' }]],
  ])('sends what it is given: %s', async (text, savedMessages) => {
    expect(await importText(text)).toMatchObject({ ok: true, value: { notes: [], profiles: [{ savedMessages }] } })
  })

  it('says that what another command hands over is not known', async () => {
    expect(await importText('cat a.json | websocat ws://h > out.txt')).toMatchObject({
      value: {
        profiles: [{ savedMessages: [] }],
        notes: [
          { place: 'line 1', message: expect.stringContaining('“cat” is no command') },
          { place: 'line 1', message: expect.stringContaining('hands over was left out') },
        ],
      },
    })
  })

  it.each([
    'wscat -c wss://h ^\r\n  -H "X-A: 1"',
    'wscat -c wss://h `\r\n  -H "X-A: 1"',
    '.\\wscat.exe -c wss://h -H "X-A: 1"',
    'C:\\tools\\wscat.cmd -c wss://h -H "X-A: 1"',
  ])('is read as the shells of Windows have it: %s', async (text) => {
    expect(await importText(text)).toMatchObject({
      value: { notes: [], profiles: [{ url: 'wss://h', headers: [{ name: 'X-A', value: '1' }] }] },
    })
  })
})

describe('command lines of curl', () => {
  it('are told where curl would read a file, or send a password in another way', async () => {
    const text = `curl -H 'Upgrade: websocket' -b jar.txt -b a=1 -H @headers -H Accept: -d @body --data-raw @raw --digest -u ada:pw -K cfg https://h`
    expect(await importText(text)).toMatchObject({
      value: {
        profiles: [{ headers: [{ name: 'Cookie', value: 'a=1' }], savedMessages: [{ data: '@raw' }] }],
        notes: [
          { message: expect.stringContaining('--digest was left out: user and password are sent as Basic') },
          { message: expect.stringContaining('--config was left out') },
          { message: 'Left out, as they are in files: jar.txt, @headers, @body.' },
        ],
      },
    })
    expect(await importText(`curl -b "$COOKIE" wss://h`)).toMatchObject({
      value: { profiles: [{ headers: [{ name: 'Cookie', value: '{{COOKIE}}' }] }], notes: [] },
    })
  })

  it.each([
    [`curl --retry 3 -H 'Upgrade: websocket' https://h/a`, { url: 'wss://h/a' }],
    [`curl ws://h -d '{"a":"^"}'`, { savedMessages: [{ data: '{"a":"^"}' }] }],
    ['curl ^"ws://h/?a=1^&b=2^"', { url: 'ws://h/?a=1&b=2' }],
    ['curl ws://ada:s3@cret@h/a', { name: 'h/a' }],
  ])('%s', async (text, profile) => {
    expect(await importText(text)).toMatchObject({ ok: true, value: { profiles: [profile] } })
  })
})

describe('importBruno', () => {
  it('reads a name with a colon that is switched off', () => {
    const text = 'ws {\n  url: ws://h\n}\nheaders {\n  ~"X: \\"a\\"": 1\n  "Y:b": 2\n}\n'
    expect(importBruno([{ path: 'a.bru', text }])).toMatchObject({
      value: {
        profiles: [
          {
            headers: [
              { name: 'X: "a"', value: '1', enabled: false },
              { name: 'Y:b', value: '2', enabled: true },
            ],
          },
        ],
      },
    })
  })

  it('reads a folder', async () => {
    await expect(asJson(importBruno(fixtureFolder('bruno')))).toMatchFileSnapshot(expectedOf('bruno'))
  })

  it('reads an environment with a colour and rows with what is told of them', () => {
    const text = `vars {
  @description('where: the "server" is (or was)')
  host: h
  @number
  port: 80
  @description('''
    two: lines
    of it
  ''')
  ~user: @ada(1)
}
vars:secret [
  @description("it's this, or '''that")
  token,
  ~other
]
vars:externalsecrets:my.vault {
  far: away
}
color: #ff0000
`
    expect(importBruno([{ path: 'a.bru', text }])).toMatchObject({
      ok: true,
      value: {
        notes: [],
        environments: [
          {
            variables: [
              { name: 'host', value: 'h', enabled: true },
              { name: 'port', value: '80', enabled: true },
              { name: 'user', value: '@ada(1)', enabled: false },
              { name: 'token', value: '', enabled: true, secret: true },
              { name: 'other', value: '', enabled: false, secret: true },
            ],
          },
        ],
      },
    })
  })

  it('has what looks like an annotation where it is a part of a message, or a name', () => {
    const text = `ws {
  url: ws://h
}
headers {
  @description('a: b')
  X-A: 1
  @x: 2
}
docs {
  ''' stand for nothing here
}
body:ws {
  type: text
  content: '''
    @all(hi)
    you
  '''
}
`
    expect(importBruno([{ path: 'a.bru', text }])).toMatchObject({
      value: {
        profiles: [
          {
            headers: [
              { name: 'X-A', value: '1' },
              { name: '@x', value: '2' },
            ],
            savedMessages: [{ data: '@all(hi)\nyou' }],
          },
        ],
      },
    })
  })

  it('is told of by JSON that Bruno exports', async () => {
    const items = [{ type: 'ws', name: 'a', request: { url: 'ws://h' } }]
    expect(await importText(JSON.stringify({ name: 'c', version: '1', items }, null, 2))).toMatchObject({
      refusal: { message: expect.stringContaining('share this one as YAML, or choose its folder') },
    })
  })

  it('has the innermost folder decide, however short its name', () => {
    const auth = (token: string) => `auth {\n  mode: bearer\n}\nauth:bearer {\n  token: ${token}\n}\n`
    const read = importBruno([
      { path: 'c/collection.bru', text: auth('outer') },
      { path: 'c/a/folder.bru', text: auth('inner') },
      { path: 'c/a/own.bru', text: 'ws {\n  url: ws://h\n  auth: inherit\n}\n' },
      { path: 'c/other.bru', text: 'ws {\n  url: ws://h\n  auth: inherit\n}\n' },
    ])
    expect(read.ok && read.value.profiles.map(({ name, auth }) => ({ name, auth }))).toMatchObject([
      { name: 'other', auth: { token: 'outer' } },
      { name: 'own', auth: { token: 'inner' } },
    ])
  })

  it('has a header of a request in the place of one of its folders', () => {
    const headers = (value: string) => `headers {\n  X-App: ${value}\n}\n`
    const read = importBruno([
      { path: 'c/collection.bru', text: headers('outer') },
      { path: 'c/a/folder.bru', text: headers('inner') },
      { path: 'c/a/own.bru', text: `ws {\n  url: ws://h\n}\nheaders {\n  x-app: own\n  ~X-Off: 1\n}\n` },
      { path: 'c/a/other.bru', text: 'ws {\n  url: ws://h\n}\nheaders {\n  ~X-App: off\n}\n' },
    ])
    expect(read.ok && read.value.profiles.map(({ headers }) => headers.map(({ value }) => value))).toEqual([
      ['inner', 'off'],
      ['own', '1'],
    ])
  })

  it('has the variables of the collection wherever an environment has none of the name', () => {
    const collection = { path: 'c/collection.bru', text: 'vars:pre-request {\n  host: all\n  path: {{host}}/p\n}\n' }
    const request = { path: 'c/a.bru', text: 'ws {\n  url: ws://{{path}}\n}\n' }
    const local = { path: 'c/environments/local.bru', text: 'vars {\n  host: here\n}\n' }
    const environmentsOf = (...files: { path: string; text: string }[]) => {
      const read = importBruno(files)
      const list = read.ok ? read.value.environments : []
      return list.map(({ name, variables }) => [
        name,
        Object.fromEntries(variables.map((one) => [one.name, one.value])),
      ])
    }
    expect(environmentsOf(collection, request)).toEqual([['c', { host: 'all', path: 'all/p' }]])
    expect(environmentsOf(local, collection, request)).toEqual([['local', { path: 'here/p', host: 'here' }]])
  })

  it('tells of variables of a request, of scripts and of what stands for something else here', () => {
    const text =
      'ws {\n  url: ws://h/{{$timestamp}}/{{$guid}}/{{$randomCity}}\n}\nvars:pre-request {\n  room: 1\n}\nscript:pre-request {\n  x()\n}\n'
    expect(importBruno([{ path: 'a.bru', text }])).toMatchObject({
      value: {
        profiles: [{ url: 'ws://h/{{$timestamp}}/{{$uuid}}/{{$randomCity}}' }],
        notes: [
          { message: expect.stringContaining('Not known here, and refused when it is used: {{$randomCity}}.') },
          { message: 'In milliseconds here, not in seconds: {{$timestamp}}.' },
          { message: 'Left out, as variables are in environments here: room.' },
          { message: expect.stringContaining('Scripts and tests were left out') },
        ],
      },
    })
  })

  it('has the requests of a folder in the order in which Bruno shows them, however the files are handed over', () => {
    const request = (name: string, seq: number) => ({
      path: `c/${name}.bru`,
      text: `meta {\n  name: ${name}\n  seq: ${seq}\n}\nws {\n  url: ws://h\n}\n`,
    })
    const read = importBruno([request('c', 1), request('a', 3), request('b', 2)])
    expect(read.ok && read.value.profiles.map(({ name }) => name)).toEqual(['c', 'b', 'a'])
  })

  it('takes it that there is no authentication where the whole collection says nothing of one', () => {
    const request = { path: 'c/own.bru', text: 'ws {\n  url: ws://h\n  auth: inherit\n}\n' }
    expect(importBruno([request])).toMatchObject({ ok: true, value: { notes: [{ place: 'c/own.bru' }] } })
    const whole = importBruno([{ path: 'c/collection.bru', text: 'headers {\n}\n' }, request])
    expect(whole).toMatchObject({ ok: true, value: { profiles: [{ auth: { type: 'none' } }], notes: [] } })
  })
})

describe('importOpenCollectionFolder', () => {
  it('reads a folder', async () => {
    const read = importOpenCollectionFolder(fixtureFolder('opencollection/chat'))
    await expect(asJson(read)).toMatchFileSnapshot(expectedOf('opencollection-chat'))
  })
})

describe('importOpenCollection', () => {
  it('has what requests take from folders as Bruno does, and tells of the rest', async () => {
    const text = `opencollection: 1.0.0
info: { name: c }
request:
  headers: [{ name: X-App, value: outer }]
  variables: [{ name: host, value: h }, { name: all, value: "{{host}}/x" }]
items:
  - info: { name: f }
    request: { variables: [{ name: room, value: 1 }] }
    items:
      - info: { name: a }
        websocket: { url: "ws://{{all}}", headers: [{ name: x-app, value: own }] }
        runtime: { scripts: [{ type: before-request, code: x }] }
`
    expect(await importText(text)).toMatchObject({
      value: {
        profiles: [{ headers: [{ value: 'own' }] }],
        environments: [{ name: 'c', variables: [{ value: 'h' }, { value: 'h/x' }] }],
        notes: [
          { place: 'items[0]', message: expect.stringContaining('room') },
          { place: 'items[0].items[0]', message: expect.stringContaining('Scripts') },
          { place: 'c', message: 'The values of other variables were put into: all.' },
        ],
      },
    })
  })
})

describe('numbers that a double does not hold, or JavaScript writes in another way', () => {
  const payload = '{"id":9007199254740993,"price":1.10,"far":1e400,"text":"1.10"}'
  const laidOut = payload
    .replaceAll(/([{,])(?=")/g, '$1\n  ')
    .replaceAll('":', '": ')
    .replace('}', '\n}')
  const asyncApi = `{ "asyncapi": "2.6.0",
"info": { "title": "t" },
"servers": { "s": { "url": "h", "protocol": "ws" } },
"channels": { "c": { "publish": { "message": { "examples": [{ "payload": ${payload} }, { "payload": 9007199254740993 }] } } } } }`
  const openCollection = `{ "info": { "name": "r" },
"websocket": { "url": "ws://h", "headers": [{ "name": "v", "value": 1.10 }], "message": { "type": "json", "data": ${payload} } } }`
  /** The same, whose first level is not in braces. */
  const yaml = (json: string) =>
    json
      .slice(2, -2)
      .replaceAll(/,$/gm, '')
      .replaceAll(/^"(\w+)"/gm, '$1')

  it.each([
    ['JSON of AsyncAPI', asyncApi, [laidOut, '9007199254740993']],
    ['YAML of AsyncAPI', yaml(asyncApi), [laidOut, '9007199254740993']],
    ['JSON of OpenCollection', openCollection, [laidOut]],
    ['YAML of OpenCollection', yaml(openCollection), [laidOut]],
  ])('stay as written in messages in %s', async (_, text, data) => {
    const savedMessages = data.map((one) => ({ kind: 'json', data: one }))
    expect(await importText(text)).toMatchObject({ value: { profiles: [{ savedMessages }] } })
  })

  it('stay as written in headers', async () => {
    const profiles = [{ headers: [{ name: 'v', value: '1.10' }] }]
    expect(await importText(yaml(openCollection))).toMatchObject({ value: { profiles } })
  })

  it.each([
    [
      'Insomnia v4',
      '{"_type":"export","__export_format":4,"resources":[{"_type":"environment","data":{"n":9007199254740993,"l":[1.10]}}]}',
    ],
    [
      'Insomnia v5',
      'type: environment.insomnia.rest/5.0\nenvironments: { name: e, data: { n: 9007199254740993, l: [1.10] } }',
    ],
    [
      'Postman',
      '{"name":"e","values":[{"key":"n","value":9007199254740993},{"key":"l","value":"[1.10]"}],"_postman_variable_scope":"globals"}',
    ],
  ])('stay as written in variables of %s', async (_, text) => {
    const variables = [{ value: '9007199254740993' }, { value: '[1.10]' }]
    expect(await importText(text)).toMatchObject({ value: { environments: [{ variables }] } })
  })

  it('are none where the file is broken', async () => {
    const text = '{"values":[{"key":"n","value":1.1.0}],"_postman_variable_scope":"globals"}'
    expect(await importText(text)).toMatchObject({ refusal: { code: 'invalid-file' } })
  })
})

describe('a message that is written as YAML', () => {
  it('becomes the JSON that it stands for', async () => {
    const text = 'info: { name: a }\nwebsocket:\n  url: ws://h\n  message: { type: json, data: { a: [1] } }\n'
    const read = await importText(text)
    const [message] = read.ok ? (read.value.profiles[0]?.savedMessages ?? []) : []
    expect(JSON.parse(message?.data ?? '')).toEqual({ a: [1] })
  })

  it('is empty without anything in it', async () => {
    const text = 'info: { name: a }\nwebsocket:\n  url: ws://h\n  message: { type: json }\n'
    const read = await importText(text)
    expect(read.ok && read.value.profiles[0]?.savedMessages).toEqual([{ name: '', kind: 'json', data: '' }])
  })
})

describe('importInsomnia5', () => {
  it('reads JSON, too, which is YAML', async () => {
    const collection = [{ url: 'ws://h', name: 'a', meta: { id: 'ws-req_1' } }]
    expect(await importText(JSON.stringify({ type: 'collection.insomnia.rest/5.0', collection }))).toMatchObject({
      value: { source: 'Insomnia v5', profiles: [{ url: 'ws://h' }] },
    })
  })

  it('has what is switched off in an environment, and secrets of the vault without what they are encrypted as', async () => {
    const environments = {
      name: 'Base',
      data: { host: 'h', __insomnia_vault: { token: 'b64' } },
      environmentType: 'kv',
      kvPairData: [
        { id: 'a', name: 'host', value: 'h', type: 'str', enabled: true },
        { id: 'b', name: 'token', value: 'b64', type: 'secret', enabled: true },
        { id: 'c', name: 'old', value: 'o', type: 'str', enabled: false },
        { id: 'd', name: 'before', value: 'b64', type: 'secret', enabled: false },
      ],
    }
    const variables = [
      { name: 'host', value: 'h', enabled: true },
      { name: 'vault.token', value: '', enabled: true, secret: true },
      { name: 'old', value: 'o', enabled: false },
      { name: 'vault.before', value: '', enabled: false, secret: true },
    ]
    const value = (place: string) => ({
      environments: [{ variables }],
      notes: [{ place, message: 'To be filled in, as the file has them encrypted: vault.token.' }],
    })
    expect(await importText(JSON.stringify({ type: 'environment.insomnia.rest/5.0', environments }))).toMatchObject({
      value: value('environments'),
    })
    const resources = [{ ...environments, _type: 'environment', _id: 'e', parentId: 'w' }]
    expect(await importText(JSON.stringify({ _type: 'export', __export_format: 4, resources }))).toMatchObject({
      value: value('resources[0]'),
    })
  })

  it('has headers and authentication of folders, and what the base environment has', async () => {
    const folder = {
      ...{ name: 'f', headers: [{ name: 'X-App', value: '1' }], authentication: { type: 'bearer', token: 't' } },
      children: [{ url: '{{ _.url }}', name: 'a', meta: { id: 'ws-req_1' } }],
    }
    const environments = {
      ...{ name: 'Base', data: { host: 'h', url: 'ws://{{ _.host }}' } },
      subEnvironments: [{ name: 'Staging', data: { host: 's' } }],
    }
    const file = { type: 'collection.insomnia.rest/5.0', collection: [folder], environments }
    expect(await importText(JSON.stringify(file))).toMatchObject({
      value: {
        profiles: [{ folder: ['f'], headers: [{ value: '1' }], auth: { token: 't' } }],
        environments: [{ variables: [{}, { value: 'ws://h' }] }, { variables: [{ value: 'ws://s' }, { value: 's' }] }],
      },
    })
  })
})

describe('importInsomnia4', () => {
  const resource = (_type: string, _id: string, parentId: string | null, rest: object) => ({
    ...{ _type, _id, parentId, name: _id },
    ...rest,
  })
  const read = (...resources: object[]) =>
    importText(JSON.stringify({ _type: 'export', __export_format: 4, resources }))

  it('has values of the base environment in those below it, and puts values that name others together', async () => {
    const imported = await read(
      resource('environment', 'base', 'w', { data: { host: 'h', url: 'wss://{{ _.host }}', key: 'k' } }),
      resource('environment', 'prod', 'base', { data: { host: 'p', token: '{{ _.key }}', loop: '{{ _.loop }}' } }),
    )
    expect(imported).toMatchObject({
      value: {
        environments: [
          { name: 'base', variables: [{ value: 'h' }, { name: 'url', value: 'wss://h' }, { name: 'key' }] },
          {
            name: 'prod',
            variables: [
              { name: 'url', value: 'wss://p' },
              { name: 'key', value: 'k', secret: true },
              { name: 'host', value: 'p' },
              { name: 'token', value: 'k', secret: true },
              { name: 'loop', value: '{{loop}}' },
            ],
          },
        ],
        notes: [
          { message: 'The values of other variables were put into: url.' },
          { message: 'The values of other variables were put into: url, token.' },
          { message: 'Names of other variables are kept as text in: loop.' },
        ],
      },
    })
  })

  it('has headers and authentication of folders, unless a request has its own', async () => {
    const folder = resource('request_group', 'f', 'w', {
      headers: [{ name: 'X-App', value: 'folder' }],
      authentication: { type: 'bearer', token: 't' },
      environment: { room: 1 },
    })
    const own = { headers: [{ name: 'x-app', value: 'own' }], authentication: { type: 'none' } }
    const off = { authentication: { type: 'basic', username: 'a', password: 'b', disabled: true } }
    const imported = await read(
      folder,
      resource('websocket_request', 'takes', 'f', { url: 'ws://h', authentication: {} }),
      resource('websocket_request', 'has', 'f', { url: 'ws://h', ...own }),
      resource('websocket_request', 'off', 'f', { url: 'ws://h', ...off }),
    )
    expect(imported).toMatchObject({
      value: {
        profiles: [
          { headers: [{ value: 'folder' }], auth: { type: 'bearer', token: 't' } },
          { headers: [{ value: 'own' }], auth: { type: 'none' } },
          { auth: { type: 'bearer' } },
        ],
        notes: [{ place: 'resources[0]', message: 'Left out, as variables are in environments here: room.' }],
      },
    })
  })

  it('says wherever a template would go out as it is written', async () => {
    const imported = await read(
      resource('websocket_request', 'r', null, {
        url: 'ws://h',
        headers: [{ name: 'X-Id', value: "{% uuid 'v4' %}" }],
        authentication: { type: 'bearer', token: '{{ _.list[0] }}' },
      }),
      resource('websocket_payload', 'm', 'r', { value: '{{ _.a | upper }}' }),
    )
    expect(imported.ok && imported.value.notes.map(({ place }) => place)).toEqual([
      'resources[1]',
      'resources[0].headers',
      'resources[0].authentication',
    ])
  })

  it('keeps apart what templates take as it is written', async () => {
    const value = "{{ _.a }} {% raw %}{{ _.b }} {{ _['c'] }}{%- endraw -%}"
    const imported = await read(
      resource('websocket_request', 'r', null, { url: 'ws://h' }),
      resource('websocket_payload', 'm', 'r', { value }),
    )
    const data = "{{a}} {{$braces}} _.b }} {{$braces}} _['c'] }}"
    expect(imported).toMatchObject({ value: { profiles: [{ savedMessages: [{ data }] }], notes: [] } })
  })

  it('has requests in the order in which Insomnia shows them', async () => {
    const request = (id: string, parentId: string, metaSortKey: number) =>
      resource('websocket_request', id, parentId, { url: 'ws://h', metaSortKey })
    const imported = await read(
      resource('request_group', 'f', 'w', { metaSortKey: 5 }),
      ...[request('last', 'w', 9), request('second', 'f', 2), request('first', 'f', 1), request('before', 'w', -3)],
    )
    expect(imported.ok && imported.value.profiles.map(({ name }) => name)).toEqual([
      ...['before', 'first', 'second', 'last'],
    ])
  })
})

describe('a YAML file', () => {
  it('has what its merge keys bring', async () => {
    const text = `asyncapi: 2.6.0
info: { title: T, version: "1" }
x-server: &server
  protocol: wss
servers:
  one:
    <<: *server
    url: one.example
channels:
  /a: {}
`
    expect(await importText(text)).toMatchObject({ value: { profiles: [{ url: 'wss://one.example/a' }] } })
  })
})

describe('values that name each other', () => {
  it('become no huge ones', async () => {
    const data = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`v${index}`, `{{v${index + 1}}}{{v${index + 1}}}`]),
    )
    const resources = [{ _type: 'environment', _id: 'e', name: 'e', data: { ...data, v60: 'x'.repeat(1000) } }]
    const read = await importText(JSON.stringify({ _type: 'export', __export_format: 4, resources }))
    const [environment] = read.ok ? read.value.environments : []
    const longest = Math.max(...(environment?.variables ?? []).map(({ value }) => value.length))
    expect(longest).toBeGreaterThan(30_000)
    expect(longest).toBeLessThan(70_000)
  })
})

describe('importPostmanFolder', () => {
  it('reads a folder', async () => {
    const read = importPostmanFolder(fixtureFolder('postman/v3'))
    await expect(asJson(read)).toMatchFileSnapshot(expectedOf('postman-v3'))
  })

  it('says of a request by itself where its messages are', async () => {
    const path = 'postman/v3/postman/collections/chat/rooms/Join.request.yaml'
    expect(await importText(fixture(path), path)).toMatchObject({
      value: { profiles: [{ name: 'Join' }], notes: [{ message: expect.stringContaining('choose the folder') }] },
    })
  })

  it('is told of by a file that Postman leaves WebSockets out of', async () => {
    const request = { name: 'a', request: { method: 'GET', url: 'https://h' } }
    const info = { name: 'c', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' }
    expect(await importText(JSON.stringify({ info, item: [request] }))).toMatchObject({
      value: { notes: [{}, { message: expect.stringContaining('its folder of YAML files has them') }] },
    })
  })
})

describe('importPostman', () => {
  it('fills path variables in, keeps parameters that are off, and has names that can be referred to', async () => {
    const file = {
      info: { _postman_id: 'x', name: 'c' },
      item: [
        {
          name: 'a',
          event: [{ listen: 'prerequest', script: { exec: ['x()'] } }],
          request: {
            header: [{ key: 'X-Host', value: '{{ Base URL }}' }],
            url: {
              raw: 'wss://{{Base URL}}/rooms/:room?a=1',
              query: [
                { key: 'a', value: '1' },
                { key: 'b', value: '2', disabled: true },
              ],
              variable: [{ key: 'room', value: 'a b' }],
            },
          },
        },
      ],
      variable: [{ key: 'Base URL', value: 'h' }],
    }
    expect(await importText(JSON.stringify(file))).toMatchObject({
      value: {
        profiles: [
          {
            url: 'wss://{{Base_URL}}/rooms/a%20b?a=1',
            headers: [{ value: '{{Base_URL}}' }],
            parameters: [{ name: 'b', value: '2', enabled: false }],
          },
        ],
        environments: [{ variables: [{ name: 'Base_URL', value: 'h' }] }],
        notes: [{ place: 'item[0].event', message: expect.stringContaining('Scripts') }],
      },
    })
  })

  it('reads an environment, which Postman exports by itself', async () => {
    const values = [
      { key: 'host', value: 'h', enabled: true, type: 'default' },
      { key: 'pin', value: 's', enabled: false, type: 'secret' },
    ]
    expect(
      await importText(JSON.stringify({ name: 'Staging', values, _postman_variable_scope: 'environment' })),
    ).toEqual({
      ok: true,
      value: expect.objectContaining({
        profiles: [],
        environments: [
          {
            name: 'Staging',
            variables: [
              { name: 'host', value: 'h', enabled: true },
              { name: 'pin', value: 's', enabled: false, secret: true },
            ],
          },
        ],
        secrets: ['environments[0].variables[1].value'],
      }),
    })
  })

  it('reads a collection with the cover that its service gives it', async () => {
    const text = fixture('postman/v2.1.json')
    expect(await importText(`{"collection":${text}}`)).toEqual(await importText(text))
  })
})
