import type { BenchBrowser, Launch } from './browser.ts'
import type { Contestant } from './contestants.ts'
import { CpuWatch, untilQuiet } from './cpu.ts'
import type { Span } from './in-page/bare.ts'
import { type Summary, summarise } from './statistics.ts'
import { printWithWscat } from './wscat.ts'

/** Printing to a pipe; it has no log. */
export const wscat = 'wscat'

export interface ReceiveTask {
  readonly label: string
  readonly size: number
  readonly count: number
}

export interface ReceiveResult extends ReceiveTask {
  readonly contestant: string
  /** Messages a second. */
  readonly rate: Summary
  /** The rate as a part of the bare counter's in the same round. */
  readonly ratio: Summary
  /** The CPU of all of the browser, 1 being one core. */
  readonly cpu: Summary
  /** Microseconds of it for each message: less at the mercy of what else the machine does than the rate. */
  readonly cost: Summary
  /** What is wrong with what was logged. */
  readonly faults: readonly string[]
}

interface Run {
  readonly contestant: string
  readonly rate: number
  readonly cpu: number
  readonly fault: string | undefined
}

export interface ReceiveOptions {
  readonly launch: Launch
  readonly contestants: readonly Contestant[]
  readonly server: string
  readonly rounds: number
}

/** The first of the contestants is what the others are compared with. Each round has a new browser and another order. */
export async function measureReceive(task: ReceiveTask, options: ReceiveOptions): Promise<ReceiveResult[]> {
  const { contestants } = options
  const rounds: Run[][] = []
  for (let round = 0; round < options.rounds; round++) {
    const from = round % contestants.length
    const order = [...contestants.slice(from), ...contestants.slice(0, from)]
    rounds.push(await runRound(task, options, order))
  }
  const names = [...contestants.map(({ name }) => name), wscat]
  return names.map((name) => resultOf(task, name, rounds, contestants[0]?.name ?? ''))
}

async function runRound(task: ReceiveTask, options: ReceiveOptions, order: readonly Contestant[]): Promise<Run[]> {
  const browser = await options.launch([...new Set(order.map(({ extension }) => extension))])
  const flood = (count: number) => ({ url: `${options.server}/flood?size=${task.size}&count=${count}`, count })
  const runs: Run[] = []
  try {
    for (const contestant of order) {
      // The first messages run through code that is not compiled yet.
      await runOnce(browser, contestant, flood(Math.ceil(task.count / 10)))
      await untilQuiet(browser.pid)
      const run = await runOnce(browser, contestant, flood(task.count))
      console.log(`  ${task.label}, ${contestant.name}: ${Math.round(run.rate)}/s${run.fault ? `: ${run.fault}` : ''}`)
      runs.push(run)
    }
    await untilQuiet(browser.pid)
    runs.push(await runWscat(flood(task.count)))
  } finally {
    await browser.close()
  }
  return runs
}

async function runOnce(
  browser: BenchBrowser,
  contestant: Contestant,
  task: { url: string; count: number },
): Promise<Run> {
  const page = await browser.open(contestant.extension, contestant.page)
  const watch = new CpuWatch(browser.pid)
  const span: Span & { logId?: string } =
    contestant.via === 'log' ? await page.call('receive', task) : await page.call('countBare', task, contestant.via)
  const cpu = watch.over(span.opened, span.ended)
  const check = span.logId === undefined ? undefined : await page.call('checkLog', span.logId, task.count)
  await page.close()
  const rate = ((check?.messages ?? task.count) / (span.ended - span.opened)) * 1000
  return { contestant: contestant.name, rate, cpu, fault: check?.fault }
}

/** The same stream in a terminal's client, which keeps nothing. */
async function runWscat({ url, count }: { url: string; count: number }): Promise<Run> {
  const { messages, took, cpu } = await printWithWscat(url, count)
  const fault = messages === count ? undefined : `${messages} of ${count} messages`
  return { contestant: wscat, rate: (messages / took) * 1000, cpu, fault }
}

function resultOf(task: ReceiveTask, contestant: string, rounds: readonly Run[][], reference: string): ReceiveResult {
  const runs = rounds.flatMap((round) => {
    const run = round.find((run) => run.contestant === contestant)
    const bare = round.find((run) => run.contestant === reference)
    return run && bare ? [{ ...run, ratio: run.rate / bare.rate }] : []
  })
  return {
    ...task,
    contestant,
    rate: summarise(runs.map(({ rate }) => rate)),
    ratio: summarise(runs.map(({ ratio }) => ratio)),
    cpu: summarise(runs.map(({ cpu }) => cpu)),
    cost: summarise(runs.map(({ cpu, rate }) => (cpu / rate) * 1e6)),
    faults: runs.flatMap(({ fault }) => fault ?? []),
  }
}
