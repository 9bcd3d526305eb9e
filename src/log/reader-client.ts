import { refuse } from '../core/result.ts'
import { type Clock, systemClock } from './clock.ts'
import type { Filter } from './filter.ts'
import { LogHandle, type OnSize } from './log-handle.ts'
import type { Mark } from './mark.ts'
import type { LogCall, LogCallName, LogCalls, LogWindow, ReaderMessage, ReaderRequest } from './reader-protocol.ts'
import { patience, Watchdog } from './watchdog.ts'

/** What the client needs of a Worker. */
export interface ReaderWorker {
  postMessage(request: ReaderRequest): void
  addEventListener(type: 'message', listener: (event: MessageEvent<ReaderMessage>) => void): void
  removeEventListener(type: 'message', listener: (event: MessageEvent<ReaderMessage>) => void): void
  terminate(): void
}

interface Waiting {
  readonly handle: number
  readonly call: LogCall
  resolve(answer: unknown): void
  reject(error: Error): void
}

/** The open log, and what a new Worker has to be told of it. */
interface OpenLog {
  readonly handle: LogHandle
  readonly logId: string
  readonly events: LogEvents
  part?: LogWindow
  /** What rows are looked through with. */
  readonly looks: { [Use in Look]?: Filter | undefined }
  /** Whether rows are read with a schema, whose patterns may take for ever, too. */
  hasSchema?: boolean
}

/** What a log is looked through for: what is shown of it, or where something is. */
type Look = 'filter' | 'find'

/** What a view can be told of a log beside its size. */
export interface LogEvents {
  /** An expression, or a schema, was taken away because it took too long; a sentence that says so. */
  onStopped?(sentence: string, look: Look | 'schema'): void
  /** All bookmarks there are now, in order. */
  onMarks?(marks: readonly Mark[]): void
}

const tooSlow = refuse(
  'invalid-arguments',
  `This was stopped: it took more than ${patience} seconds for a part of the log. Simplify it; nested repetitions such as (a+)+ take the longest.`,
  { field: 'text' },
)

/** Makes the view's end of a reader Worker. @param start starts one; called again when one had to be ended */
export function createLogClient(start: () => ReaderWorker, clock: Clock = systemClock): LogClient {
  return new LogClient(start, clock)
}

/**
 * A view's end of its reader Worker. One log is open at a time. A regular expression cannot be interrupted but by ending
 * the thread it runs in: a Worker that is caught in one is replaced, and only the expression is lost.
 */
export class LogClient {
  readonly #start: () => ReaderWorker
  readonly #watchdog: Watchdog
  readonly #waiting = new Map<number, Waiting>()
  readonly #listen = (event: MessageEvent<ReaderMessage>) => this.#receive(event.data)
  #worker: ReaderWorker
  #current: OpenLog | undefined
  #lastId = 0

  constructor(start: () => ReaderWorker, clock: Clock) {
    this.#start = start
    this.#worker = this.#begin()
    this.#watchdog = new Watchdog({
      clock,
      ask: () => this.#worker.postMessage({ type: 'ping' }),
      onStuck: () => this.#restart(),
    })
  }

  /**
   * Opens a log and closes the one open before. `onChange` is called with its size when it has been opened and, at
   * most every 16 ms (100 ms in a flood), when it grows or a scan goes on; with that of a new filter just before `filter` resolves.
   */
  open(logId: string, onChange: OnSize, events: LogEvents = {}): LogHandle {
    this.#current?.handle.close()
    const id = ++this.#lastId
    this.#worker.postMessage({ type: 'open', handle: id, logId })
    const handle = new LogHandle(id, onChange, {
      call: (name, args) => this.#call(id, name, args),
      close: () => this.#close(id),
    })
    this.#current = { handle, logId, events, looks: {} }
    return handle
  }

  #begin(): ReaderWorker {
    const worker = this.#start()
    worker.addEventListener('message', this.#listen)
    return worker
  }

  /** The log with this handle, if it is the one that is open. */
  #openAs(id: number): OpenLog | undefined {
    return this.#current?.handle.id === id ? this.#current : undefined
  }

  #close(id: number): void {
    if (this.#openAs(id)) this.#current = undefined
    this.#worker.postMessage({ type: 'close', handle: id })
    this.#watch()
  }

  #call<Name extends LogCallName>(
    handle: number,
    name: Name,
    args: LogCalls[Name]['arguments'],
  ): Promise<LogCalls[Name]['answer']> {
    const call: LogCall<Name> = { name, arguments: args }
    return this.#ask(handle, call as LogCall) as Promise<LogCalls[Name]['answer']>
  }

  #ask(handle: number, call: LogCall): Promise<unknown> {
    const request = ++this.#lastId
    const open = this.#openAs(handle)
    if (open && call.name === 'fit') open.hasSchema = Boolean(call.arguments.sent || call.arguments.received)
    if (open && call.name === 'look') open.part = call.arguments
    return new Promise((resolve, reject) => {
      this.#waiting.set(request, { handle, call, resolve, reject })
      this.#worker.postMessage({ type: 'call', handle, request, call })
      this.#watch()
    })
  }

  #receive(message: ReaderMessage): void {
    switch (message.type) {
      case 'size':
        this.#openAs(message.handle)?.handle.changed(message)
        break
      case 'marks':
        this.#openAs(message.handle)?.events.onMarks?.(message.marks)
        break
      case 'pong':
        this.#watchdog.answered()
        break
      case 'answer':
        this.#answer(message.request, message.answer)
        break
      case 'failure':
        this.#settle(message.request)?.reject(new Error(message.message))
    }
  }

  #answer(request: number, answer: unknown): void {
    const waiting = this.#settle(request)
    if (!waiting) return
    const { call, handle } = waiting
    const open = this.#openAs(handle)
    if (open && isLook(call) && (answer as LogCalls[Look]['answer']).ok) open.looks[call.name] = call.arguments.filter
    this.#watch()
    waiting.resolve(answer)
  }

  #settle(request: number): Waiting | undefined {
    const waiting = this.#waiting.get(request)
    this.#waiting.delete(request)
    return waiting
  }

  #watch(): void {
    const looks = Object.values(this.#current?.looks ?? {})
    const mayBeCaught =
      this.#current?.hasSchema ||
      looks.some(isExpression) ||
      [...this.#waiting.values()].some(({ call }) => runsExpression(call))
    this.#watchdog.watch(mayBeCaught)
  }

  /** Puts another Worker in the place of one that is caught in an expression, and goes on without that. */
  #restart(): void {
    this.#worker.removeEventListener('message', this.#listen)
    this.#worker.terminate()
    this.#worker = this.#begin()
    const open = this.#current
    const waiting = [...this.#waiting]
    const stopped = open ? this.#openAgain(open) : []
    const hadSchema = open?.hasSchema
    if (open) open.hasSchema = false
    for (const [request, { handle, call, resolve }] of waiting) {
      if (runsExpression(call)) {
        this.#waiting.delete(request)
        resolve(tooSlow)
      } else if (call.name === 'fit') {
        this.#waiting.delete(request)
        resolve(null)
      } else this.#worker.postMessage({ type: 'call', handle, request, call })
    }
    if (hadSchema) open?.events.onStopped?.(tooSlow.refusal.message, 'schema')
    for (const look of stopped) open?.events.onStopped?.(tooSlow.refusal.message, look)
    this.#watch()
  }

  /** @returns what was looked for and is not any more, as it may be what took so long */
  #openAgain({ handle, logId, part, looks }: OpenLog): readonly Look[] {
    this.#worker.postMessage({ type: 'open', handle: handle.id, logId })
    // Asked only so that it is done: nobody waits for the answers.
    const again = (call: LogCall) => void this.#ask(handle.id, call).catch(() => {})
    if (part) again({ name: 'look', arguments: part.hold ? { ...part, upTo: handle.next } : part })
    return (['filter', 'find'] as const).filter((name) => {
      const filter = looks[name]
      delete looks[name]
      if (filter && !isExpression(filter)) again({ name, arguments: { filter } })
      return isExpression(filter)
    })
  }
}

function isLook(call: LogCall): call is LogCall<Look> {
  return call.name === 'filter' || call.name === 'find'
}

function runsExpression(call: LogCall): boolean {
  return isLook(call) && isExpression(call.arguments.filter)
}

/** Paths can hold regular expressions, too. */
function isExpression(filter: Filter | undefined): boolean {
  return filter !== undefined && filter.text !== '' && filter.mode !== 'text'
}
