import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import { expect } from 'vitest'
import type { NumberedLog } from '../in-page/numbers.ts'

/** What is counted at each fault. All but `rows` and `kept` has to be 0. */
export interface Figures {
  /** Entries of logs that were announced as stored, each of which was looked for. */
  readonly rows: number
  /** Messages that a log still had where the oldest had to go. */
  readonly kept: number
  /** Of the entries those that were not there, and messages that were left out without a word. */
  readonly lost: number
  readonly twice: number
  readonly disordered: number
  /** States told to views that were not those of the sockets at the server. */
  readonly lies: number
  readonly connectionsLeft: number
  readonly rulesLeft: number
}

const nothingWrong: Figures = {
  ...{ rows: 0, kept: 0, lost: 0, twice: 0, disordered: 0 },
  ...{ lies: 0, connectionsLeft: 0, rulesLeft: 0 },
}

interface Line extends Figures {
  readonly fault: string
  readonly times: number
}

/** What the lines of a run have in common. */
interface Run {
  readonly browser: string
  readonly seed: number
  readonly share: number
}

/** What a log came out with, against the number of entries that were announced. */
export function figuresOf(
  log: NumberedLog,
  announced: number,
): Pick<Figures, 'rows' | 'lost' | 'twice' | 'disordered'> {
  const unsaid = Math.max(0, log.skipped - log.admitted)
  const missing = Math.max(0, announced - (log.next - 1))
  return { rows: announced, lost: missing + log.holes + unsaid, twice: log.twice, disordered: log.disordered }
}

function sumOf(figures: readonly Partial<Figures>[]): Figures {
  const keys = Object.keys(nothingWrong) as (keyof Figures)[]
  const sum = (key: keyof Figures) => figures.reduce((total, one) => total + (one[key] ?? 0), 0)
  return Object.fromEntries(keys.map((key) => [key, sum(key)])) as unknown as Figures
}

/** The figures of one run against one browser. */
export class FaultReport {
  readonly #lines: Line[] = []
  readonly #run: Run

  constructor(run: Run) {
    this.#run = run
  }

  /** Enters what was counted, and fails when something of it should not be. */
  add(fault: string, times: number, ...counted: readonly Partial<Figures>[]): void {
    const figures = sumOf(counted)
    this.#lines.push({ fault, times, ...figures })
    expect(figures, fault).toEqual({ ...nothingWrong, rows: figures.rows, kept: figures.kept })
  }

  /** Prints the table and writes all of it to a file; what is there of other faults and other seeds stays. */
  write(file: string): void {
    const about = { ...this.#run, date: new Date().toISOString(), load: os.loadavg()[0] }
    const isNew = ({ fault, seed }: Line & Run) =>
      seed === this.#run.seed && this.#lines.some((line) => line.fault === fault)
    const lines = [
      ...linesIn(file).filter((line) => !isNew(line)),
      ...this.#lines.map((line) => ({ ...line, ...about })),
    ]
    const total = sumOf(lines)
    console.table(
      Object.fromEntries([...this.#lines, { fault: 'all', ...total }].map(({ fault, ...line }) => [fault, line])),
    )
    mkdirSync('.run', { recursive: true })
    writeFileSync(file, `${JSON.stringify({ faults: lines, total }, null, 2)}\n`)
  }
}

function linesIn(file: string): (Line & Run)[] {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).faults : []
}
