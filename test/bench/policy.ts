import { decide } from '../../src/core/policy.ts'
import { readPolicy } from '../../src/core/policy-format.ts'

const user = { state: 'none' } as const
const count = 10_000
const rounds = 2000

/** Lists that make a decision as long as can be: nothing fits until the last pattern, or nothing at all. */
const lists: Readonly<Record<string, (n: number) => string>> = {
  'a host each': (n) => `wss://h${n}.example/*`,
  'one host, a path each': (n) => `wss://h.example/p${n}/*`,
  'any host, a path each': (n) => `*://*/p${n}/*`,
  'one host, anything before the path': (n) => `wss://h.example/*/p${n}/*`,
}

/** How long one decision takes, in milliseconds. */
export interface PolicyResult {
  readonly list: string
  readonly p50: number
  readonly p99: number
}

/** Decides with 10,000 patterns that block and 10,000 that allow. */
export function measurePolicy(): PolicyResult[] {
  return Object.entries(lists).map(([list, pattern]) => {
    const patterns = Array.from({ length: count }, (_, n) => pattern(n))
    const organization = readPolicy({
      version: 1,
      rules: { allowedUrls: patterns, blockedUrls: patterns.map((text) => `${text}never`) },
    })
    const url = new URL(`wss://h.example/p${count - 1}/x?a=%2e%2e%2fb`)
    const times = Array.from({ length: rounds }, () => timed(() => decide({ organization, user }, url))).sort(
      (a, b) => a - b,
    )
    const at = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN
    return { list, p50: at(0.5), p99: at(0.99) }
  })
}

function timed(run: () => void): number {
  const start = performance.now()
  run()
  return performance.now() - start
}
