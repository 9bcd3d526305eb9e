import type { Readable, Writable } from 'node:stream'

interface Reply {
  readonly id?: number
  readonly method?: string
  readonly params?: unknown
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

interface Waiting {
  resolve(result: never): void
  reject(error: Error): void
}

/**
 * The debugging pipe of Chromium with as little behind it as possible: a library would attach to every target there is,
 * and what is measured here is not to be watched.
 */
export class Cdp {
  readonly #to: Writable
  readonly #waiting = new Map<number, Waiting>()
  /** Told of what comes without being asked for. */
  onEvent: (method: string, params: never) => void = () => {}
  #lastId = 0
  #received = ''

  constructor(to: Writable, from: Readable) {
    this.#to = to
    to.on('error', () => {})
    from.setEncoding('utf8')
    from.on('data', (data: string) => this.#take(data))
    from.on('close', () => this.#failAll())
  }

  send<T>(method: string, params: object = {}, sessionId?: string): Promise<T> {
    const id = ++this.#lastId
    this.#to.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
    return new Promise<T>((resolve, reject) => this.#waiting.set(id, { resolve, reject }))
  }

  #take(data: string): void {
    const parts = (this.#received + data).split('\0')
    this.#received = parts.pop() ?? ''
    for (const part of parts) this.#settle(JSON.parse(part) as Reply)
  }

  #settle({ id, method, params, result, error }: Reply): void {
    if (method !== undefined) this.onEvent(method, params as never)
    const waiting = id === undefined ? undefined : this.#waiting.get(id)
    if (id === undefined || !waiting) return
    this.#waiting.delete(id)
    if (error) waiting.reject(new Error(error.message))
    else waiting.resolve(result as never)
  }

  #failAll(): void {
    for (const { reject } of this.#waiting.values()) reject(new Error('Chromium has closed the connection'))
    this.#waiting.clear()
  }
}
