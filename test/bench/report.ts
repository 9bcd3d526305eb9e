import { mkdirSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import type { DocumentResult } from './documents.ts'
import type { EchoResult } from './echo.ts'
import type { HandshakesResult } from './handshakes.ts'
import type { OpeningResult } from './opening.ts'
import type { PanelResult, Spread } from './panel.ts'
import type { PolicyResult } from './policy.ts'
import { type ReceiveResult, wscat } from './receive.ts'
import type { RowsResult } from './rows.ts'
import type { Summary } from './statistics.ts'
import type { TimersResult } from './timers.ts'
import type { TypingResult } from './typing.ts'

export interface Environment {
  readonly browser: string
  readonly cpu: string
  readonly cores: number
  readonly system: string
  readonly node: string
  /** The load average of the last minute, before the benchmark began. */
  readonly load: number
  readonly date: string
}

export interface Report {
  readonly environment: Environment
  /** The load average at the end, when much of it is the benchmark's own. */
  readonly loadAfter: number
  readonly receive: readonly ReceiveResult[]
  readonly rows: RowsResult | undefined
  readonly echo: readonly EchoResult[]
  readonly handshakes: readonly HandshakesResult[]
  readonly panel: PanelResult | undefined
  readonly document: DocumentResult | undefined
  readonly typing: readonly TypingResult[]
  readonly policy: readonly PolicyResult[]
  readonly opening: readonly OpeningResult[]
  readonly timers: readonly TimersResult[]
}

export function environmentOf(browser: string): Environment {
  return {
    browser,
    cpu: os.cpus()[0]?.model ?? 'unknown',
    cores: os.cpus().length,
    system: `${os.type()} ${os.release()}`,
    node: process.version,
    load: os.loadavg()[0] ?? Number.NaN,
    date: new Date().toISOString(),
  }
}

export function writeReport(report: Report): string {
  const file = '.run/bench.json'
  mkdirSync('.run', { recursive: true })
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`)
  return file
}

export function printReport({
  environment,
  receive,
  rows,
  echo,
  handshakes,
  panel,
  document,
  typing,
  policy,
  opening,
  timers,
}: Report): void {
  const { browser, cpu, cores, load, date } = environment
  console.log(`\n${browser}, ${cpu}, ${cores} cores, load ${load.toFixed(2)}, ${date}`)
  if (receive.length > 0) table('Receive: median (least to most)', receive.map(receiveLine))
  if (rows) table('Arrival to row on the screen', [rowsLine(rows)])
  if (echo.length > 0) table('Echo round trip, 200 bytes', echo.map(echoLine))
  if (handshakes.length > 0) table('Connects to the same loopback server, by turns', handshakes.map(handshakesLine))
  if (opening.length > 0) table('From navigation to a page that can be used', opening.map(openingLine))
  if (timers.length > 0) table('With every view closed', timers.map(timersLine))
  if (panel) table('The panel and a log of a million messages', panelLines(panel))
  if (document) table('A JSON message in detail', documentLines(document))
  if (typing.length > 0) table('Frames while typing in a JSON document in the composer', typing.map(typingLine))
  if (policy.length > 0) table('One decision about a URL, 10,000 patterns of each kind', policy.map(policyLine))
}

function policyLine({ list, p50, p99 }: PolicyResult) {
  return { what: list, p50: `${p50.toFixed(3)} ms`, p99: `${p99.toFixed(3)} ms` }
}

function typingLine({ document, characters, keys, p50, p99, worst, slow }: TypingResult) {
  return {
    what: `${characters.toLocaleString('en')} characters, ${document}`,
    keys: String(keys),
    p50: milliseconds(p50),
    p99: milliseconds(p99),
    worst: milliseconds(worst),
    'over 50 ms': String(slow),
  }
}

function timersLine({ what, times, p50, p95, worst }: TimersResult) {
  return { what, times: String(times), p50: milliseconds(p50), p95: milliseconds(p95), worst: milliseconds(worst) }
}

function openingLine({ what, times, p50, worst }: OpeningResult) {
  return { what, times: String(times), p50: milliseconds(p50), worst: milliseconds(worst) }
}

function table(title: string, lines: readonly Record<string, string>[]): void {
  console.log(`\n${title}`)
  console.table(Object.fromEntries(lines.map(({ what = '', ...rest }) => [what, rest])))
}

function receiveLine({ label, count, contestant, rate, ratio, cpu, cost, faults }: ReceiveResult) {
  return {
    what: `${label}, ${contestant}`,
    messages: String(count),
    'per second': spread(rate, (value) => Math.round(value).toLocaleString('en')),
    ratio: spread(ratio, (value) => value.toFixed(2)),
    'browser CPU': percent(cpu.median),
    'CPU each': `${Math.round(cost.median)} µs`,
    log: faults[0] ?? (contestant.startsWith('bare') || contestant === wscat ? '' : 'complete, in order'),
  }
}

function rowsLine({ rate, messages, p50, p99, worst, skipped, cpu, cpuIdle, bare }: RowsResult) {
  return {
    what: `${rate} messages a second`,
    messages: String(messages),
    p50: milliseconds(p50),
    p99: milliseconds(p99),
    worst: milliseconds(worst),
    'never drawn': String(skipped),
    'browser CPU': percent(cpu),
    'CPU idle': percent(cpuIdle),
    'bare page, same rows': percent(bare.rows),
    'bare page, one number': percent(bare.number),
  }
}

function panelLines({ rate, frames, bare, jumps, filter, clicked, typed, opening, ...whole }: PanelResult) {
  const line = (what: string, { p50, p99, worst }: Spread) => ({
    what,
    p50: milliseconds(p50),
    p99: milliseconds(p99),
    worst: milliseconds(worst),
  })
  const at = (rate: number) => `at ${Math.round(rate).toLocaleString('en')} messages a second`
  return [
    line(`frame, ${at(rate)}`, frames),
    ...bare.map(({ what, rate, frames }) => line(`frame with one number, ${what} ${at(rate)}`, frames)),
    line('jump to rows', jumps),
    { what: 'filter: first hits', p50: milliseconds(filter.first) },
    { what: 'filter: first hits, 200 ms after a click into its field', p50: milliseconds(clicked.first) },
    { what: 'filter: first hits, from the last of some keys', p50: milliseconds(typed) },
    { what: `filter: whole, ${filter.hits} hits`, p50: milliseconds(filter.whole) },
    line('panel opened with this log, to its rows', opening),
    ...wholeLines(whole),
  ]
}

function wholeLines({
  held,
  find,
  underFilter,
  exports,
}: Pick<PanelResult, 'held' | 'find' | 'underFilter' | 'exports'>) {
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`
  return [
    ...held.map(({ what, bytes }) => ({
      what: `held by ${what}`,
      p50: bytes === undefined ? 'no figure' : megabytes(bytes),
    })),
    ...(find
      ? [
          { what: 'find: first hits', p50: milliseconds(find.first) },
          { what: `find: whole, ${find.words}`, p50: milliseconds(find.whole) },
        ]
      : []),
    ...(underFilter
      ? [
          {
            what: `receive rate while ${underFilter.filters} filters run`,
            p50: `× ${(underFilter.alone / underFilter.filtered).toFixed(2)}`,
          },
        ]
      : []),
    ...exports.map(({ format, times }) => ({
      what: `export as ${format}${times ? `, ${megabytes(times.bytes)}` : ''}`,
      p50: times ? milliseconds(times.took) : 'no figure',
    })),
  ]
}

function documentLines({ bytes, opened, parsed, scrolled }: DocumentResult) {
  return [
    { what: `${bytes / 1e6} MB opened as a tree`, p50: milliseconds(opened.p50), worst: milliseconds(opened.worst) },
    {
      what: 'the same text, JSON.parse',
      p50: milliseconds(parsed.p50),
      ratio: `opened ${(opened.p50 / parsed.p50).toFixed(2)}`,
    },
    {
      what: 'frame, scrolling all of it by pages',
      p50: milliseconds(scrolled.p50),
      p99: milliseconds(scrolled.p99),
      worst: milliseconds(scrolled.worst),
    },
  ]
}

function echoLine({ contestant, count, p50, p90, p99, ratio }: EchoResult) {
  return {
    what: contestant,
    'round trips': String(count),
    p50: milliseconds(p50),
    p90: milliseconds(p90),
    p99: milliseconds(p99),
    'p99 by rounds, × bare': spread(ratio, (value) => value.toFixed(2)),
  }
}

function handshakesLine({ contestant, count, p50, p95 }: HandshakesResult) {
  return { what: contestant, connects: String(count), p50: milliseconds(p50), p95: milliseconds(p95) }
}

function spread({ median, least, most }: Summary, format: (value: number) => string): string {
  return `${format(median)} (${format(least)} to ${format(most)})`
}

function milliseconds(value: number): string {
  return `${value.toFixed(2)} ms`
}

function percent(value: number): string {
  return `${Math.round(value * 100)} %`
}
