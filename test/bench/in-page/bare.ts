// Asks the bare counter's Worker (`bare/worker.js`).

export interface CountTask {
  readonly url: string
  readonly count: number
}

/** Epoch milliseconds: when the socket had opened, and when the last message was counted, or was on disk. */
export interface Span {
  readonly opened: number
  readonly ended: number
}

export interface EchoTask extends CountTask {
  readonly text: string
  /** Milliseconds from a round trip to the next. */
  readonly pause: number
  /** Milliseconds from the handshake to the first round trip. */
  readonly rest: number
}

type Answer = { readonly type: string } & Span & { readonly times: number[] }

export async function countBare(task: CountTask, via: 'WebSocket' | 'WebSocketStream'): Promise<Span> {
  return ask({ ...task, via, type: 'count' }, 'counted')
}

/** @returns the milliseconds of each round trip. */
export async function echoBare(task: EchoTask): Promise<number[]> {
  return (await ask({ ...task, type: 'echo' }, 'echoed')).times
}

async function ask(question: object, answer: string): Promise<Answer> {
  const channel = new BroadcastChannel('bare')
  await chrome.runtime.sendMessage('host')
  // The Worker may still be loading, and a question that comes too early is lost.
  const hello = setInterval(() => channel.postMessage({ type: 'hello' }), 20)
  await heard(channel, 'here')
  clearInterval(hello)
  channel.postMessage(question)
  const found = await heard(channel, answer)
  channel.close()
  return found
}

function heard(channel: BroadcastChannel, type: string): Promise<Answer> {
  return new Promise((resolve) => {
    channel.onmessage = ({ data }: MessageEvent<Answer>) => data.type === type && resolve(data)
  })
}
