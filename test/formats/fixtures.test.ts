import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { encodeBase64 } from '../../src/core/base64.ts'
import { importBruno } from '../../src/formats/bruno.ts'
import { importText } from '../../src/formats/import-file.ts'
import { importOpenCollectionFolder } from '../../src/formats/opencollection-folder.ts'
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

describe('command lines', () => {
  it('may stand behind a prompt, as instructions have them', async () => {
    const read = await importText("B$ websocat ws://h/1\n$ echo 'hi there' | websocat -n1 ws://h/2\n")
    expect(read).toMatchObject({
      ok: true,
      value: { notes: [], profiles: [{ url: 'ws://h/1' }, { url: 'ws://h/2', savedMessages: [{ data: 'hi there' }] }] },
    })
  })
})

describe('command lines of curl', () => {
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

  it('has the innermost folder decide, however short its name', () => {
    const auth = (token: string) => `auth {\n  mode: bearer\n}\nauth:bearer {\n  token: ${token}\n}\n`
    const read = importBruno([
      { path: 'c/collection.bru', text: auth('outer') },
      { path: 'c/a/folder.bru', text: auth('inner') },
      { path: 'c/a/own.bru', text: 'ws {\n  url: ws://h\n  auth: inherit\n}\n' },
      { path: 'c/other.bru', text: 'ws {\n  url: ws://h\n  auth: inherit\n}\n' },
    ])
    expect(read.ok && read.value.profiles.map(({ auth }) => auth)).toMatchObject([
      { token: 'inner' },
      { token: 'outer' },
    ])
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

describe('importPostman', () => {
  it('reads a collection with the cover that its service gives it', async () => {
    const text = fixture('postman/v2.1.json')
    expect(await importText(`{"collection":${text}}`)).toEqual(await importText(text))
  })
})
