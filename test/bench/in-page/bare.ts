// Asks the bare counter's Worker, or the page that holds it (`bare/worker.js`).

import type { BareWay } from '../contestants.ts'
import { now } from './session.ts'

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

export interface ShowTask extends CountTask {
  /** So many of the newest messages are shown, each as a row; none: only how many have come. */
  readonly rows: number
  /** Milliseconds from one drawing to the next. */
  readonly pause: number
}

interface Newest {
  readonly type: string
  readonly counted: number
  readonly newest: readonly { readonly at: number; readonly text: string }[]
}

type Answer = { readonly type: string } & Span & { readonly times: number[] }

export async function countBare(task: CountTask, via: BareWay): Promise<Span> {
  return ask(via.includes('in a page') ? 'bare-page' : 'bare', { ...task, via, type: 'count' }, 'counted')
}

/**
 * Draws one number in each animation frame, and nothing else, while messages are counted, or kept, where Switchboard has its sockets.
 * @returns milliseconds from one frame to the next, and how long they took to come
 */
export async function watchNumber(task: CountTask, isStored: boolean): Promise<{ gaps: number[]; took: number }> {
  const frames: number[] = []
  let asked = 0
  const draw = () => {
    frames.push(now())
    document.body.textContent = String(frames.length)
    asked = requestAnimationFrame(draw)
  }
  draw()
  const via = chrome.offscreen ? 'WebSocket' : 'WebSocket in a page'
  const { opened, ended } = await countBare(task, isStored ? `${via}, stored` : via)
  cancelAnimationFrame(asked)
  const during = frames.filter((at) => at >= opened && at <= ended)
  return { gaps: during.slice(1).map((at, index) => at - (during[index] ?? at)), took: ended - opened }
}

/** @returns the milliseconds of each round trip. */
export async function echoBare(task: EchoTask): Promise<number[]> {
  return (await ask('bare', { ...task, type: 'echo' }, 'echoed')).times
}

/** Shows what arrives, as the inspector does, in rows that are made once: nothing but their texts changes from then on. */
export async function showBare(task: ShowTask): Promise<void> {
  const style = new CSSStyleSheet()
  style.replaceSync(bareStyle)
  document.adoptedStyleSheets = [style]
  const [head] = makeRows(1)
  const rows = makeRows(task.rows)
  const channel = new BroadcastChannel('bare')
  channel.onmessage = ({ data }: MessageEvent<Newest>) => {
    if (data.type !== 'newest') return
    if (task.rows === 0 && head) head[0].data = String(data.counted)
    for (const [index, { at, text }] of data.newest.entries()) write(rows[index], at, text)
  }
  await greet(channel)
  channel.postMessage({ ...task, type: 'show' })
}

/** As large as the log in the inspector, which has other things around it. */
const bareStyle = `
  body { position: absolute; inset: 381px 15px auto 191px; margin: 0; background: #fff; color: #1f1f1f;
    font: 11.5px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace }
  div { display: grid; grid-template-columns: 30px 112px 68px minmax(0, 1fr); align-items: center; height: 22px; contain: strict }
  span { overflow: hidden; padding: 0 6px; text-overflow: ellipsis; white-space: nowrap }`

type Cells = readonly [Text, Text, Text, Text]

function makeRows(count: number): Cells[] {
  return Array.from({ length: count }, () => {
    const cells: Cells = [new Text(''), new Text(''), new Text(''), new Text('')]
    const row = document.createElement('div')
    for (const cell of cells) row.appendChild(document.createElement('span')).append(cell)
    document.body.append(row)
    return cells
  })
}

function write(cells: Cells | undefined, at: number, text: string): void {
  if (!cells) return
  cells[0].data = '↓'
  cells[1].data = new Date(at).toISOString().slice(11, -1)
  cells[2].data = `${text.length} B`
  cells[3].data = text
}

async function ask(where: 'bare' | 'bare-page', question: object, answer: string): Promise<Answer> {
  const channel = new BroadcastChannel(where)
  await greet(channel)
  channel.postMessage(question)
  const found = await heard(channel, answer)
  channel.close()
  return found
}

/** Resolves once the Worker is there: it may still be loading, and a question that comes too early is lost. */
async function greet(channel: BroadcastChannel): Promise<void> {
  await chrome.runtime.sendMessage('host')
  const hello = setInterval(() => channel.postMessage({ type: 'hello' }), 20)
  await heard(channel, 'here')
  clearInterval(hello)
}

function heard(channel: BroadcastChannel, type: string): Promise<Answer> {
  return new Promise((resolve) => {
    const listen = ({ data }: MessageEvent<Answer>) => {
      if (data.type !== type) return
      channel.removeEventListener('message', listen)
      resolve(data)
    }
    channel.addEventListener('message', listen)
  })
}
