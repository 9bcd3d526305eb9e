/** A question to an object that lives in a Worker: the name of a method, and what it is given. */
export interface ObjectRequest {
  readonly id: number
  readonly name: PropertyKey
  readonly args: readonly unknown[]
}

export type ObjectReply =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly fault: string }

/** What is needed of a Worker. */
export interface ObjectWorker<First = never> {
  postMessage(message: ObjectRequest | First): void
  addEventListener(type: 'message', listener: (event: MessageEvent<ObjectReply>) => void): void
  terminate(): void
}

/** The methods of an object, wherever it lives. */
export type Ask<Served> = <Name extends keyof Served>(
  name: Name,
  ...args: Served[Name] extends (...given: infer Given) => unknown ? Given : never
) => Promise<Answer<Served, Name>>

type Answer<Served, Name extends keyof Served> = Served[Name] extends (...given: never[]) => infer Given
  ? Awaited<Given>
  : never

interface Waiting {
  resolve(answer: unknown): void
  reject(error: Error): void
}

/** Asks the object that a Worker serves. Who waits when the Worker is ended gets no answer. */
export function askIn<Served>(worker: ObjectWorker): Ask<Served> {
  const waiting = new Map<number, Waiting>()
  let asked = 0
  worker.addEventListener('message', ({ data }) => {
    const { resolve, reject } = waiting.get(data.id) ?? {}
    waiting.delete(data.id)
    if ('fault' in data) reject?.(new Error(data.fault))
    else resolve?.(data.answer)
  })
  return (name, ...args) =>
    new Promise((resolve, reject) => {
      const id = ++asked
      waiting.set(id, { resolve: (answer) => resolve(answer as Answer<Served, typeof name>), reject })
      worker.postMessage({ id, name, args })
    })
}

/** Asks an object on this thread as if it lived in a Worker. */
export function askHere<Served extends object>(served: Served): Ask<Served> {
  return async (name, ...args) => (await call(served, name, args)) as Answer<Served, typeof name>
}

/** What an object says to a question, in the Worker that serves it. */
export async function reply(served: object, { id, name, args }: ObjectRequest): Promise<ObjectReply> {
  try {
    return { id, answer: await call(served, name, args) }
  } catch (error) {
    return { id, fault: String(error) }
  }
}

function call(served: object, name: PropertyKey, args: readonly unknown[]): unknown {
  const methods = served as Record<PropertyKey, (...given: readonly unknown[]) => unknown>
  return methods[name]?.(...args)
}
