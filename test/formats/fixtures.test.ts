import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { encodeBase64 } from '../../src/core/base64.ts'
import { importBruno } from '../../src/formats/bruno.ts'
import { importText } from '../../src/formats/import-file.ts'
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

describe('importBruno', () => {
  it('reads a folder', async () => {
    await expect(asJson(importBruno(fixtureFolder('bruno')))).toMatchFileSnapshot(expectedOf('bruno'))
  })
})
