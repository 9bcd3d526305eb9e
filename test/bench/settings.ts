import { parseArgs } from 'node:util'

export interface Settings {
  readonly browser: 'chromium' | 'firefox'
  readonly rounds: number
  readonly only: readonly string[]
  readonly extension: string
  /** Other builds to be measured beside; in Chromium without the `key` in their manifest, which would be the same. */
  readonly also: readonly string[]
}

export const benchmarks = [
  'receive-200',
  'receive-16k',
  'rows',
  'echo',
  'headers',
  'panel',
  'document',
  'typing',
  'panel-open',
  'popup',
  'policy',
  'timers',
  'wake',
] as const

export type Benchmark = (typeof benchmarks)[number]

/** `--browser firefox`, `--rounds 5`, `--only rows`, `--extension dist/chrome`, `--also /tmp/other-build`. */
export function readSettings(args: string[]): Settings {
  const { values } = parseArgs({
    args,
    options: {
      browser: { type: 'string', default: 'chromium' },
      rounds: { type: 'string', default: '3' },
      only: { type: 'string', multiple: true, default: [...benchmarks] },
      extension: { type: 'string' },
      also: { type: 'string', multiple: true, default: [] },
    },
  })
  const { rounds, only, also } = values
  const browser = values.browser === 'firefox' ? 'firefox' : 'chromium'
  const extension = values.extension ?? (browser === 'firefox' ? 'dist/firefox' : 'dist/chrome')
  return { browser, rounds: Number(rounds), only, extension, also }
}
