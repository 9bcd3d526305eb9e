import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { importBruno } from '../../src/formats/bruno.ts'
import { detect, type ImporterName } from '../../src/formats/detect.ts'
import { importText, readAs } from '../../src/formats/import-file.ts'
import { importOpenCollectionFolder } from '../../src/formats/opencollection-folder.ts'
import { importPostmanFolder } from '../../src/formats/postman-3.ts'
import { filesIn, fixture, fixtureFolder, importable } from './fixture-files.ts'

/** `npm run soak -- --only files` is the long run. */
const runs = Number(process.env.SWITCHBOARD_FUZZ_RUNS ?? 300)
/** Milliseconds of computing that no file of a fixture's size may need; what else runs on the machine does not count. */
const patience = 2_000
const timeout = 60_000 + runs * 60

const folder = process.env.SWITCHBOARD_FUZZ_FILES
/** What is broken: fixtures, and whatever else there is to begin with, such as other tools' own files. */
const files = [
  ...importable.map((path) => ({ path: path as string, text: fixture(path) })),
  ...(folder === undefined ? [] : filesIn(folder)),
].map((file) => ({ ...file, importer: detect(file.text, file.path) }))

function read(importer: ImporterName | undefined, text: string, path: string) {
  return importer ? readAs(importer, text, path) : importText(text, path)
}

/** What a hand or a hostile tool may put into a file. */
const debris = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    "'''",
    ':',
    ',',
    '\n',
    '\t',
    '\\',
    '{{',
    '}}',
    '{%',
    '$',
    '`',
    '|',
    '#',
    '-',
  ),
  fc.constantFrom(
    '&a',
    '*a',
    '<<: *a',
    '!!binary',
    '!!js/function',
    '%YAML 1.1\n',
    '---\n',
    '...\n',
    '? ',
    '"__proto__":',
  ),
  fc.constantFrom('null', 'true', '1e999', '-0', '\ud800', '\u0000', '\uFEFF', '__proto__', 'constructor', '$ref'),
  fc.nat({ max: 3_000 }).map((depth) => '['.repeat(depth)),
  fc.nat({ max: 3_000 }).map((depth) => '{"a":'.repeat(depth)),
  fc.nat({ max: 300 }).map((depth) => Array.from({ length: depth }, (_, at) => `\n${' '.repeat(at)}a:`).join('')),
  fc.nat({ max: 20_000 }).map((length) => ' '.repeat(length)),
)

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.oneof(fc.constant(0), fc.nat({ max: 60 }), fc.nat({ max: 5_000 })),
  insert: fc.oneof(fc.constant(''), debris),
})

function edited(text: string, edits: readonly { at: number; remove: number; insert: string }[]): string {
  return edits.reduce((before, { at, remove, insert }) => {
    const start = Math.floor(at * before.length)
    return before.slice(0, start) + insert + before.slice(start + remove)
  }, text)
}

/** Puts another value where a value was: `1` for a list, a list for a text. */
function swapped(value: unknown, at: number, other: unknown): unknown {
  let left = at
  const visit = (member: unknown): unknown => {
    if (left-- === 0) return other
    if (Array.isArray(member)) return member.map(visit)
    if (typeof member !== 'object' || member === null) return member
    return Object.fromEntries(Object.entries(member).map(([key, inner]) => [key, visit(inner)]))
  }
  return visit(value)
}

async function survives(read: () => Promise<unknown> | unknown): Promise<void> {
  const start = process.cpuUsage()
  const result = await read()
  const { user, system } = process.cpuUsage(start)
  expect((user + system) / 1_000).toBeLessThan(patience)
  expect(result).toMatchObject({ ok: expect.any(Boolean) })
  if (!(result as { ok: boolean }).ok) expect(result).toMatchObject({ refusal: { code: 'invalid-file' } })
}

describe.each(files)('$path', ({ path, text, importer }) => {
  it('survives edits', { timeout }, async () => {
    const given = fc.array(edit, { minLength: 1, maxLength: 6 }).map((edits) => edited(text, edits))
    await fc.assert(
      fc.asyncProperty(given, async (broken) => {
        await survives(() => read(importer, broken, path))
        if (detect(broken, path) !== importer) await survives(() => importText(broken, path))
      }),
      { numRuns: runs },
    )
  })
})

describe.each(files.filter(({ text }) => text.startsWith('{')))('$path', ({ path, text, importer }) => {
  it('survives swapped types', { timeout }, async () => {
    const given = fc
      .array(fc.tuple(fc.nat({ max: 400 }), fc.anything({ maxDepth: 3, withBigInt: false })), {
        minLength: 1,
        maxLength: 4,
      })
      .map((swaps) => swaps.reduce((value: unknown, [at, other]) => swapped(value, at, other), JSON.parse(text)))
    await fc.assert(
      fc.asyncProperty(given, (value) => survives(() => read(importer, JSON.stringify(value) ?? 'null', path))),
      { numRuns: runs },
    )
  })
})

describe.each([
  { name: 'Bruno', collection: fixtureFolder('bruno'), importFolder: importBruno },
  {
    name: 'OpenCollection',
    collection: fixtureFolder('opencollection/chat'),
    importFolder: importOpenCollectionFolder,
  },
  { name: 'Postman', collection: fixtureFolder('postman/v3'), importFolder: importPostmanFolder },
])('a folder of $name', ({ collection, importFolder }) => {
  it('survives edits', { timeout }, async () => {
    const given = fc.array(fc.tuple(fc.nat({ max: collection.length - 1 }), edit), { minLength: 1, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(given, async (edits) => {
        const broken = collection.map((file, index) => {
          const own = edits.filter(([at]) => at === index).map(([, change]) => change)
          return { path: file.path, text: edited(file.text, own) }
        })
        await survives(() => importFolder(broken))
      }),
      { numRuns: runs },
    )
  })
})

describe('any text', () => {
  it('is read or refused', { timeout }, async () => {
    const given = fc.array(
      fc.oneof(debris, fc.constantFrom('wscat -c ', 'asyncapi: 3.0.0\n', 'ws {\n', 'url: ws://a\n', '}\n')),
    )
    await fc.assert(
      fc.asyncProperty(given, (parts) => survives(() => importText(parts.join('')))),
      { numRuns: runs },
    )
  })
})
