import { messageOf } from '../core/message-of.ts'
import { refuse, unreachable } from '../core/result.ts'
import type { Clock } from './clock.ts'
import type { LogGrowth, LogLoss } from './growth.ts'
import { LogSession } from './log-session.ts'
import type { Mark, MarksChanged } from './mark.ts'
import type { LogReader } from './reader.ts'
import {
  emptySize,
  type LogCall,
  type LogSize,
  type NewRows,
  type ReaderMessage,
  type ReaderRequest,
} from './reader-protocol.ts'
import { ScanManners } from './scan-manners.ts'

interface OpenLog {
  readonly logId: string
  readonly session: LogSession
}

export interface ReaderServerOptions {
  /** Resolves once the database is open. */
  readonly reader: Promise<LogReader>
  readonly clock: Clock
  readonly post: (message: ReaderMessage) => void
}

/** Answers a view's requests in its reader Worker. */
export class ReaderServer {
  readonly #options: ReaderServerOptions
  readonly #logs = new Map<number, OpenLog>()
  readonly #manners: ScanManners
  /** Requests are begun in the order they came, from when the database is open. */
  #begun: Promise<unknown>

  constructor(options: ReaderServerOptions) {
    this.#options = options
    this.#manners = new ScanManners(options.clock)
    this.#begun = options.reader.catch(() => {})
  }

  /** Handles a message of the view. */
  receive(request: ReaderRequest): void {
    // Not in turn: a database that is slow to open is no reason to be taken for stuck.
    if (request.type === 'ping') this.#options.post({ type: 'pong' })
    else this.#begun = this.#begun.then(() => this.#handle(request))
  }

  /** Handles a notice of the writer. */
  grow(growth: LogGrowth): void {
    const { logId, first, rows, last } = growth
    this.#manners.grew(growth)
    for (const log of this.#logs.values()) if (log.logId === logId) log.session.grow({ first, rows }, last)
  }

  /** Handles a notice that the writer could not store entries. */
  lose({ logId, entries }: LogLoss): void {
    for (const log of this.#logs.values()) if (log.logId === logId) log.session.lose(entries)
  }

  /** Handles a notice that a log has other bookmarks. */
  remark({ logId }: MarksChanged): void {
    for (const log of this.#logs.values()) if (log.logId === logId) void log.session.remark()
  }

  async #handle(request: Exclude<ReaderRequest, { type: 'ping' }>): Promise<void> {
    switch (request.type) {
      case 'open':
        return this.#open(request.handle, request.logId)
      case 'close':
        this.#logs.get(request.handle)?.session.close()
        this.#logs.delete(request.handle)
        return
      case 'call':
        // Not awaited: a jump must not wait for what the view asked before.
        void this.#answer(request.request, request.handle, request.call)
        return
      default:
        return unreachable(request)
    }
  }

  async #open(handle: number, logId: string): Promise<void> {
    const { reader, clock, post } = this.#options
    try {
      const events = {
        onSize: (size: LogSize, came: NewRows | undefined) => post({ type: 'size', handle, size, came }),
        onMarks: (marks: readonly Mark[]) => post({ type: 'marks', handle, marks }),
      }
      const session = new LogSession(await reader, logId, clock, events, this.#manners)
      this.#logs.set(handle, { logId, session })
      await session.open()
    } catch {
      post({ type: 'size', handle, size: { ...emptySize, state: 'failed' } })
    }
  }

  async #answer(request: number, handle: number, call: LogCall): Promise<void> {
    const { post } = this.#options
    try {
      const session = this.#logs.get(handle)?.session
      post({ type: 'answer', request, answer: await (session ? perform(session, call) : answerClosed(call)) })
    } catch (error) {
      post({ type: 'failure', request, message: messageOf(error) })
    }
  }
}

function perform(session: LogSession, call: LogCall) {
  switch (call.name) {
    case 'filter':
      return session.filter(call.arguments.filter, call.arguments.near)
    case 'prepare':
      return session.prepare(call.arguments.near)
    case 'look':
      return session.look(call.arguments)
    case 'range':
      return session.range(call.arguments.index, call.arguments.count)
    case 'entry':
      return session.entry(call.arguments.seq)
    case 'find':
      return session.find(call.arguments.filter, call.arguments.near)
    case 'step':
      return session.step(call.arguments)
    case 'indexOf':
      return session.indexOf(call.arguments.seq)
    case 'locate':
      return session.locate(call.arguments.place)
    case 'fit':
      return session.fit(call.arguments)
    case 'opened':
      return session.opened(call.arguments.seq, call.arguments.notBefore)
    case 'pairs':
      return session.pairs(call.arguments.seqs, call.arguments.rules)
    case 'span':
      return session.span(call.arguments.from, call.arguments.upTo)
  }
}

/** A log that is closed, or never could be opened, has nothing; a view that asks late need not care. */
function answerClosed(call: LogCall) {
  switch (call.name) {
    case 'filter':
    case 'find':
      return refuse('invalid-arguments', 'The log is not open.')
    case 'prepare':
    case 'look':
    case 'fit':
      return null
    case 'range':
    case 'pairs':
      return []
    case 'span':
      return { between: 0, bytes: 0 }
    case 'entry':
    case 'step':
    case 'indexOf':
    case 'locate':
    case 'opened':
      return undefined
  }
}
