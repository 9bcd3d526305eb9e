import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import german from '../../public/_locales/de/messages.json' with { type: 'json' }
import english from '../../public/_locales/en/messages.json' with { type: 'json' }

type Messages = Readonly<Record<string, { readonly message: string }>>

/** Everything that names texts: the sources, and the manifest in its own way. */
const sources = ['panels', 'src'].flatMap(filesIn).map((file) => readFileSync(file, 'utf8'))
const manifest = readFileSync('manifest.json', 'utf8')

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => path.join(folder, file))
}

function inSources(pattern: RegExp): Set<string> {
  return new Set(sources.flatMap((source) => [...source.matchAll(pattern)].map(([, name = '']) => name)))
}

/** What must be the same in every language: `$1`, a dollar sign, and what is a piece of code. */
function fixedParts(message: string): string[] {
  return (message.match(/\$\d|\$\$|\{\{[\w.]+\}\}/g) ?? []).sort()
}

describe('the texts', () => {
  it('are all there that are asked for', () => {
    const asked = [...inSources(/\b(?:t|counted|localized)\(\s*'(\w+)'/g), ...inManifest()]
    expect(asked.filter((key) => !Object.hasOwn(english, key))).toEqual([])
  })

  it('are all asked for', () => {
    // Keys also stand in tables and are put together from a beginning and a variant.
    const [whole, beginnings] = [inSources(/["'](\w+)["']/g), [...inSources(/\bt\(`(\w+)\$\{/g)]]
    const manifestKeys = inManifest()
    // What is said behind the views is found by its English text; `said.test.ts` is about that.
    const isUsed = (key: string) =>
      key.startsWith('said_') ||
      whole.has(key.replace(/(?<=\w)One$/, '')) ||
      whole.has(key) ||
      manifestKeys.includes(key) ||
      beginnings.some((beginning) => key.startsWith(beginning))
    expect(Object.keys(english).filter((key) => !isUsed(key))).toEqual([])
  })

  it('are the same in German, in the same order, with the same placeholders', () => {
    expect(Object.keys(german)).toEqual(Object.keys(english))
    const differing = Object.entries(english as Messages).filter(
      ([key, { message }]) =>
        fixedParts(message).join() !== fixedParts((german as Messages)[key]?.message ?? '').join(),
    )
    expect(differing.map(([key]) => key)).toEqual([])
  })
})

function inManifest(): string[] {
  return [...manifest.matchAll(/__MSG_(\w+?)__/g)].map(([, key = '']) => key)
}
