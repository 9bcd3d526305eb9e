import { describe, expect, it } from 'vitest'
import { importAsyncApi } from '../../src/formats/asyncapi.ts'
import { importBrowserWebSocketClient } from '../../src/formats/browser-websocket-client.ts'
import { importBru, importBruno } from '../../src/formats/bruno.ts'
import { importCommandLine } from '../../src/formats/command-line.ts'
import { decodeText, refuseSize } from '../../src/formats/decode-text.ts'
import { importHar } from '../../src/formats/har.ts'
import { importText } from '../../src/formats/import-file.ts'
import type { ImportResult } from '../../src/formats/imported.ts'
import { importInsomnia4 } from '../../src/formats/insomnia-4.ts'
import { importInsomnia5 } from '../../src/formats/insomnia-5.ts'
import { mostEnvironments, mostProfiles, mostYamlLength } from '../../src/formats/limits.ts'
import { importOpenCollection } from '../../src/formats/opencollection.ts'
import { importOpenCollectionFolder } from '../../src/formats/opencollection-folder.ts'
import { importPostman } from '../../src/formats/postman.ts'
import { readSwitchboard } from '../../src/formats/switchboard.ts'

type Importer = (text: string) => { readonly ok: boolean }

const deepJson = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
const bomb = [
  'a: &a [x, x, x, x, x, x, x, x, x, x]',
  ...'bcdefghij'.split('').map((name, index) => {
    const before = 'abcdefghi'[index]
    return `${name}: &${name} [${Array(10).fill(`*${before}`).join(', ')}]`
  }),
].join('\n')

const everyImporter: [string, Importer][] = [
  ['Insomnia v4', importInsomnia4],
  ['Insomnia v5', importInsomnia5],
  ['Bruno', importBru],
  ['OpenCollection', importOpenCollection],
  ['Postman', importPostman],
  ['HAR', importHar],
  ['Browser WebSocket Client', importBrowserWebSocketClient],
  ['AsyncAPI', importAsyncApi],
  ['command line', importCommandLine],
  ['Switchboard', readSwitchboard],
]

describe.each(everyImporter)('%s', (_, read) => {
  it.each([
    ['nothing', ''],
    ['a line break', '\n'],
    ['null', 'null'],
    ['a number', '0'],
    ['a list', '[]'],
    ['an empty object', '{}'],
    ['prose', 'Dear all,\n\nplease find attached: nothing.'],
    ['HTML', '<!doctype html><title>Not found</title>'],
    ['control characters', '\u0000\u0001\u0002'],
    ['a lone surrogate', '\ud800'],
    ['deep lists', deepJson],
    ['deep objects', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`],
    ['deep YAML', Array.from({ length: 3_000 }, (_unused, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['an alias bomb', bomb],
    ['prototype keys', '{"__proto__":{"ok":true},"constructor":{"prototype":{"ok":true}}}'],
  ])('refuses %s', (_name, text) => {
    expect(read(text)).toMatchObject({ ok: false, refusal: { code: 'invalid-file', field: 'file' } })
    expect(Object.hasOwn(Object.prototype, 'ok')).toBe(false)
  })
})

describe('a refusal says what is wrong and where', () => {
  it.each<[string, ImportResult, RegExp]>([
    ['JSON', importHar('{"log": {\n  "entries": [1,]\n}}'), /^Line 2, column \d+: /],
    ['JSON that ends early', importPostman('{"info": {}, "item": ['), /^Line 1, column \d+: /],
    ['YAML', importInsomnia5('type: collection.insomnia.rest/5.0\n\tname: x'), /^Line 2, column \d+: /],
    ['YAML with an unknown alias', importAsyncApi('asyncapi: 3.0.0\ninfo: *nobody'), /nobody/],
    ['an alias bomb', importInsomnia4(bomb), /alias/i],
    ['deep nesting', importHar(deepJson), /nested more than 200 levels/],
    ['a future Insomnia', importInsomnia4('_type: export\n__export_format: 6\nresources: []'), /version 4 .* not 6/],
    ['another Insomnia file', importInsomnia5('type: mock.insomnia.rest/5.0'), /not “mock.insomnia.rest\/5.0”/],
    ['AsyncAPI 1', importAsyncApi('asyncapi: 1.2.0'), /version 2 or 3 was expected, not “1.2.0”/],
    ['an open block', importBru('meta {\n  name: x\n'), /^Line 1: the block “meta” is never closed/],
    ['text between blocks', importBru('meta {\n}\nhello'), /^Line 3: a block such as “ws \{” was expected/],
    ['an open quote', importCommandLine("wscat -c ws://a\nwscat -c 'ws://b"), /^Line 2, column 10: .*never closed/],
    ['a trailing backslash', importCommandLine('wscat -c ws://a \\'), /ends with a backslash/],
    ['no tool', importCommandLine('ls -l'), /No command line of wscat/],
    [
      'a large YAML file',
      importInsomnia4(`a: ${'x'.repeat(mostYamlLength)}`),
      /^The file has .* YAML is read up to 1048576/,
    ],
    [
      'a large folder of YAML files',
      importOpenCollectionFolder([
        { path: 'c/opencollection.yml', text: 'opencollection: 1.0.0' },
        { path: 'c/large.yml', text: `a: ${'x'.repeat(mostYamlLength)}` },
      ]),
      /^The files of the folder have .* YAML is read up to 1048576\. Choose some of its files/,
    ],
  ])('%s', (_, result, sentence) => {
    expect(result).toMatchObject({ ok: false, refusal: { message: expect.stringMatching(sentence) } })
  })

  it('of an unknown format', async () => {
    expect(await importText('hello')).toMatchObject({ ok: false, refusal: { message: /not recognised/ } })
  })
})

describe('what is wrong in a part leaves the others', () => {
  it('in a HAR file', () => {
    const entries = [null, 7, { request: { url: 3 }, _webSocketMessages: [] }, { request: { url: 'ws://a' } }]
    const result = importHar(JSON.stringify({ log: { entries } }))
    expect(result).toMatchObject({ ok: true, value: { profiles: [{ url: '3' }, { url: 'ws://a' }] } })
    expect(result.ok && result.value.notes.map(({ place }) => place)).toEqual([
      'log.entries[0]',
      'log.entries[1]',
      'log.entries[3]',
    ])
  })

  it('in a HAR file whose times are none', () => {
    const messages = [1e300, -1e15, 1].map((time) => ({ type: 'send', opcode: 1, data: '', time }))
    const entries = [{ request: { url: 'ws://a' }, _webSocketMessages: messages }]
    const result = importHar(JSON.stringify({ log: { entries } }))
    expect(result.ok && result.value.recordings[0]?.messages.map(({ at }) => at)).toEqual([0, 0, 1000])
  })

  it('in a parameter of Insomnia', () => {
    const pathParameters = [
      { name: 'a', value: '\ud800' },
      { name: 'b', value: 'c d{{e}}' },
    ]
    const request = { _id: 'r', url: 'ws://h/:a/:b', _type: 'websocket_request', pathParameters }
    const text = JSON.stringify({ _type: 'export', __export_format: 4, resources: [request] })
    expect(importInsomnia4(text)).toMatchObject({
      ok: true,
      value: { profiles: [{ url: 'ws://h/%EF%BF%BD/c%20d{{e}}' }] },
    })
  })

  it('in a folder of Bruno', () => {
    const files = [
      { path: 'c/bad.bru', text: 'meta {' },
      { path: 'c/good.bru', text: 'ws {\n  url: ws://a\n}\n' },
    ]
    expect(importBruno(files)).toMatchObject({
      ok: true,
      value: { profiles: [{ name: 'good', url: 'ws://a' }], notes: [{ place: 'c/bad.bru' }] },
    })
  })

  it('when folders lead to themselves', () => {
    const resources = [
      { _id: 'a', parentId: 'b', name: 'A', _type: 'request_group' },
      { _id: 'b', parentId: 'a', name: 'B', _type: 'request_group' },
      { _id: 'c', parentId: 'a', name: 'C', url: 'ws://c', _type: 'websocket_request' },
    ]
    const text = JSON.stringify({ _type: 'export', __export_format: 4, resources })
    expect(importInsomnia4(text)).toMatchObject({ ok: true, value: { profiles: [{ folder: ['B', 'A'] }] } })
  })

  it('when references lead to themselves', () => {
    const text = JSON.stringify({
      asyncapi: '2.0.0',
      servers: { s: { $ref: '#/servers/s' }, t: { url: 'h', protocol: 'ws' } },
      channels: { c: { $ref: '#/channels/c' } },
    })
    const result = importAsyncApi(text)
    expect(result).toMatchObject({ ok: true, value: { profiles: [{ url: 'ws://h/c' }] } })
    expect(result.ok && result.value.notes[0]).toEqual({
      place: 'servers.s',
      message: 'Left out: its references lead back to themselves.',
    })
  })

  it('when there are too many profiles', () => {
    const urls = Array.from({ length: mostProfiles + 2 }, (_, index) => `ws://h/${index}`)
    const result = importBrowserWebSocketClient(JSON.stringify({ urls }))
    expect(result.ok && result.value.profiles).toHaveLength(mostProfiles)
    expect(result.ok && result.value.notes.at(-1)?.message).toMatch(
      /^Further profiles were left out: a file may bring 5000/,
    )
  })

  it('when there are too many environments, or variables that name each other', () => {
    const values = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ key: `v${index}`, value: `{{v${index + 1}}}` }))
    const many = importPostman(JSON.stringify({ name: 'e', values: values(50_000) }))
    expect(many).toMatchObject({ ok: true, value: { environments: [{ variables: { length: 50_000 } }] } })
    const environment = (_: unknown, index: number) => ({ _type: 'environment', _id: `e${index}`, data: { a: 'b' } })
    const resources = Array.from({ length: mostEnvironments + 2 }, environment)
    const result = importInsomnia4(JSON.stringify({ _type: 'export', __export_format: 4, resources }))
    expect(result.ok && result.value.environments).toHaveLength(mostEnvironments)
    expect(result.ok && result.value.notes.at(-1)?.message).toBe(
      'Further environments were left out: a file may bring 1000.',
    )
  })

  it('when what templates take as it is written begins many times and never ends', () => {
    const value = '{{a}}{% raw %}'.repeat(70_000)
    const messages = [{ _type: 'websocket_payload', parentId: 'r', value }]
    const resources = [{ _type: 'websocket_request', _id: 'r', url: 'ws://h' }, ...messages]
    const text = JSON.stringify({ _type: 'export', __export_format: 4, resources })
    expect(importInsomnia4(text)).toMatchObject({ value: { profiles: [{ savedMessages: [{ data: value }] }] } })
  })

  it('with keys that mean something to JavaScript', () => {
    const text = `{"_type":"export","__export_format":4,"resources":[
      {"_type":"environment","name":"e","data":{"__proto__":{"polluted":"1"},"constructor":"c","toString":"s"}}]}`
    expect(importInsomnia4(text)).toMatchObject({
      ok: true,
      value: { environments: [{ variables: [{ name: 'constructor' }, { name: 'toString' }] }] },
    })
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })
})

describe('decodeText', () => {
  const bytes = (text: string) => new TextEncoder().encode(text)
  it.each<[string, Uint8Array, string]>([
    ['UTF-8', bytes('é'), 'é'],
    ['UTF-8 with a mark', Uint8Array.of(0xef, 0xbb, 0xbf, 0x61), 'a'],
    ['UTF-16, little end first', Uint8Array.of(0xff, 0xfe, 0x61, 0), 'a'],
    ['UTF-16, big end first', Uint8Array.of(0xfe, 0xff, 0, 0x61), 'a'],
  ])('reads %s', (_, given, text) => {
    expect(decodeText(given)).toEqual({ ok: true, value: text })
  })

  it.each<[string, Uint8Array, RegExp]>([
    ['ZIP', Uint8Array.of(0x50, 0x4b, 3, 4, 0), /ZIP archive/],
    ['gzip', Uint8Array.of(0x1f, 0x8b, 8), /gzip archive/],
    ['bytes', Uint8Array.of(0xc3, 0x28), /^Line 1, column 1: This file is not text/],
    [
      'bytes in a text',
      Uint8Array.of(...bytes('\uFFFD é\nname: '), 0xff, ...bytes('\n\uFFFD')),
      /^Line 2, column 7: This file is not text: it is neither UTF-8 nor UTF-16\.$/,
    ],
    ['half of UTF-16', Uint8Array.of(0xff, 0xfe, 0x00, 0xd8), /^This file is not text/],
  ])('refuses %s', (_, given, sentence) => {
    expect(decodeText(given)).toMatchObject({ ok: false, refusal: { message: expect.stringMatching(sentence) } })
  })

  it('refuses 200 MB before it is read', () => {
    expect(refuseSize([200_000_000])?.refusal.message).toBe('The file has 191 MiB; files up to 100 MiB can be read.')
    expect(refuseSize([60_000_000, 60_000_000])?.refusal.message).toMatch(/^The files together have 115 MiB; /)
  })
})
