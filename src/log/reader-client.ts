import { LogHandle } from './log-handle.ts'
import type { LogCall, LogCallName, LogCalls, LogSize, ReaderMessage, ReaderRequest } from './reader-protocol.ts'

/** What the client needs of a Worker. */
export interface ReaderWorker {
  postMessage(request: ReaderRequest): void
  addEventListener(type: 'message', listener: (event: MessageEvent<ReaderMessage>) => void): void
  removeEventListener(type: 'message', listener: (event: MessageEvent<ReaderMessage>) => void): void
}

interface Waiting {
  resolve(answer: unknown): void
  reject(error: Error): void
}

/** Makes the view's end of a reader Worker. */
export function createLogClient(worker: ReaderWorker): LogClient {
  return new LogClient(worker)
}

/** A view's end of its reader Worker. One log is open at a time. */
export class LogClient {
  readonly #worker: ReaderWorker
  readonly #waiting = new Map<number, Waiting>()
  readonly #listen = (event: MessageEvent<ReaderMessage>) => this.#receive(event.data)
  #current: LogHandle | undefined
  #lastId = 0

  constructor(worker: ReaderWorker) {
    this.#worker = worker
    worker.addEventListener('message', this.#listen)
  }

  /**
   * Opens a log and closes the one open before. `onChange` is called with its size when it has been opened and, at
   * most every 16 ms (80 ms in a flood), when it grows or a scan goes on; with that of a new filter just before `filter` resolves.
   */
  open(logId: string, onChange: (size: LogSize) => void): LogHandle {
    this.#current?.close()
    const handle = ++this.#lastId
    this.#worker.postMessage({ type: 'open', handle, logId })
    this.#current = new LogHandle(handle, onChange, {
      call: (name, args) => this.#call(handle, name, args),
      close: () => this.#worker.postMessage({ type: 'close', handle }),
    })
    return this.#current
  }

  /** Closes the open log and listens no more; what was asked and is not answered is rejected. */
  dispose(): void {
    this.#current?.close()
    this.#worker.removeEventListener('message', this.#listen)
    for (const { reject } of this.#waiting.values()) reject(new Error('The log client is disposed of.'))
    this.#waiting.clear()
  }

  #call<Name extends LogCallName>(
    handle: number,
    name: Name,
    args: LogCalls[Name]['arguments'],
  ): Promise<LogCalls[Name]['answer']> {
    const call: LogCall<Name> = { name, arguments: args }
    const request = ++this.#lastId
    return new Promise((resolve, reject) => {
      this.#waiting.set(request, { resolve: resolve as Waiting['resolve'], reject })
      this.#worker.postMessage({ type: 'call', handle, request, call: call as LogCall })
    })
  }

  #receive(message: ReaderMessage): void {
    if (message.type === 'size') {
      if (message.handle === this.#current?.id) this.#current.changed(message.size)
      return
    }
    const waiting = this.#waiting.get(message.request)
    this.#waiting.delete(message.request)
    if (message.type === 'answer') waiting?.resolve(message.answer)
    else waiting?.reject(new Error(message.message))
  }
}
