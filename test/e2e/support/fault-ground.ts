import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest'
import { type RunningServer, startServer } from '../../servers/start.ts'
import { randomFrom } from '../in-page/random.ts'
import type { TestBrowser } from './browser.ts'
import { FaultReport, type Figures, figuresOf } from './fault-report.ts'
import { waiting } from './inspector.ts'
import { launchTestBrowser } from './launch.ts'
import { openAtServer } from './server.ts'
import { Witness } from './witness.ts'

/** How much of the long run is asked for: 1 is all of it; a run of `npm test` has the short one. */
const share = Number(process.env.SWITCHBOARD_SOAK ?? 0)
const seed = Number(process.env.SWITCHBOARD_SEED ?? 8)

/** How often something happens, in the short run and in the long one. */
export function often(short: number, long: number): number {
  return Math.max(short, Math.round(long * share))
}

/** What the tests of one file share: a browser, a server, a witness, and the report. */
export class FaultGround {
  readonly seed = seed
  readonly #random = randomFrom(seed)
  #browser: TestBrowser | undefined
  #server: RunningServer | undefined
  #witness: Witness | undefined
  #report: FaultReport | undefined

  /** Starts and ends with the file, which names the report. */
  constructor(name: string) {
    vi.setConfig({ testTimeout: share > 0 ? 3 * 3_600_000 : 120_000 })
    beforeAll(async () => {
      this.#server = await startServer('demo-server.mjs')
      this.#browser = await launchTestBrowser({ hostAccess: 'granted', clock: 'movable' })
      this.#report = new FaultReport({ browser: this.#browser.name, seed, share })
      await this.witnessAgain()
    })
    afterEach(() => this.witness.call('clear'))
    afterAll(async () => {
      if (share > 0) this.#report?.write(`.run/soak-${this.#browser?.name}-${name}.json`)
      await this.#browser?.close()
      await this.#server?.stop()
    })
  }

  get browser(): TestBrowser {
    return started(this.#browser)
  }

  get server(): RunningServer {
    return started(this.#server)
  }

  get witness(): Witness {
    return started(this.#witness)
  }

  get report(): FaultReport {
    return started(this.#report)
  }

  /** A new witness, for a browser that was started again. */
  async witnessAgain(): Promise<void> {
    this.#witness = await Witness.in(this.browser)
  }

  at(path: string): string {
    return `ws://127.0.0.1:${this.server.port}${path}`
  }

  /** From `least` up to and without `most`, as the seed has it. */
  between(least: number, most: number): number {
    return least + Math.floor(this.#random() * (most - least))
  }

  /** Waits until so many more entries of a log were announced. @returns how many have been */
  async grown(logId: string, entries: number): Promise<number> {
    const { announced } = await this.witness.call('told')
    return this.witness.call('grown', logId, (announced[logId] ?? 1) - 1 + entries)
  }

  /** What a log has when so many connections were closed on it, and what was counted of it. */
  async settled(logId: string, closed: number) {
    const [log] = await this.witness.call('settled', [logId], { closed })
    if (!log) throw new Error('The log was not read.')
    return { log, figures: figuresOf(log, log.announced) }
  }

  async send(connectionId: string, text: string): Promise<void> {
    await this.witness.call('call', 'message.send', { connectionId, text, sendAs: 'json-object' } as never)
  }

  async disconnect(connectionId: string): Promise<void> {
    await this.witness.call('call', 'connection.disconnect', { connectionId } as never)
    await this.witness.call('comesTo', connectionId, ['closed'])
  }

  /** How many connections views are told to be open, and the server does not have, or the other way round. */
  async lies(): Promise<Pick<Figures, 'lies'>> {
    const difference = async () => {
      const { phases } = await this.witness.call('told')
      const open = Object.values(phases).filter((phase) => phase === 'open')
      return Math.abs(open.length - (await openAtServer(this.server)))
    }
    await expect.poll(difference, waiting).toBe(0)
    return { lies: await difference() }
  }

  /** What is there when all was disposed of and nothing should be. */
  async leftOver(): Promise<Pick<Figures, 'connectionsLeft' | 'rulesLeft'>> {
    await this.witness.call('clear')
    await expect.poll(() => openAtServer(this.server), waiting).toBe(0)
    return { connectionsLeft: await openAtServer(this.server), rulesLeft: await this.witness.call('headerRules') }
  }
}

function started<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('Only tests and hooks can use it.')
  return part
}
