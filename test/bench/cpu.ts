import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** Clock ticks a second in /proc, on every Linux. */
const ticksPerSecond = 100

interface Sample {
  /** Epoch milliseconds. */
  readonly at: number
  /** Milliseconds of CPU used until then. */
  readonly used: number
}

/** Follows what a process and all that came of it use of the CPU. Linux only; elsewhere it tells `NaN`. */
export class CpuWatch {
  readonly #pid: number
  readonly #samples: Sample[] = []
  readonly #timer: ReturnType<typeof setInterval>

  constructor(pid: number) {
    this.#pid = pid
    this.#take()
    this.#timer = setInterval(() => this.#take(), 200)
  }

  /** Stops and tells the use between two moments, 1 being one core. */
  over(from: number, to: number): number {
    this.#take()
    clearInterval(this.#timer)
    return (this.#usedAt(to) - this.#usedAt(from)) / (to - from)
  }

  #take(): void {
    this.#samples.push({ at: Date.now(), used: cpuOf(this.#pid) })
  }

  #usedAt(at: number): number {
    const next = Math.max(
      1,
      this.#samples.findIndex((sample) => sample.at >= at),
    )
    const [a, b] = [this.#samples[next - 1], this.#samples[next]]
    if (!a || !b) return Number.NaN
    return a.used + ((b.used - a.used) * (at - a.at)) / (b.at - a.at || 1)
  }
}

/** The use over the time to come, 1 being one core. */
export async function cpuDuring(pid: number, milliseconds: number): Promise<number> {
  const from = Date.now()
  const watch = new CpuWatch(pid)
  await sleep(milliseconds)
  return watch.over(from, Date.now())
}

/** Waits until a browser has finished what it does on the side, such as tidying its storage up; 20 s at most. */
export async function untilQuiet(pid: number): Promise<void> {
  for (let waited = 0; waited < 40 && (await cpuDuring(pid, 500)) > 0.1; waited++);
}

/** Milliseconds of CPU of a process and its descendants that are alive. */
function cpuOf(root: number): number {
  if (process.platform !== 'linux') return Number.NaN
  const children = new Map<number, { pid: number; used: number }[]>()
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? readStat(name) : undefined
    if (stat) children.set(stat.parent, [...(children.get(stat.parent) ?? []), stat])
  }
  const below = (pid: number): number =>
    (children.get(pid) ?? []).reduce((sum, child) => sum + child.used + below(child.pid), 0)
  return (readStat(String(root))?.used ?? 0) + below(root)
}

/** @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function readStat(name: string) {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
    // The second field is the program's name in parentheses, which may contain anything.
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const used = (((fields[11] ?? 0) + (fields[12] ?? 0)) * 1000) / ticksPerSecond
    return { pid: Number(name), parent: fields[1] ?? 0, used }
  } catch {
    // It has ended meanwhile.
    return undefined
  }
}
