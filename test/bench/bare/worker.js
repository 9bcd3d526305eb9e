// Does what a page asks for on the channel: `in-page.ts` is the other end. `host.html` runs it, too, to count where Firefox has
// Switchboard's sockets.

const channel = new BroadcastChannel('document' in globalThis ? 'bare-page' : 'bare')

channel.onmessage = async ({ data }) => {
  if (data.type === 'hello') channel.postMessage({ type: 'here' })
  if (data.type === 'count') channel.postMessage({ type: 'counted', ...(await count(data)) })
  if (data.type === 'echo') channel.postMessage({ type: 'echoed', times: await echo(data) })
  if (data.type === 'show') show(data)
}

/**
 * @param {{ url: string, count: number, via: 'WebSocket' | 'WebSocketStream' | 'WebSocket in a page' }} task
 * @returns {Promise<{ opened: number, ended: number }>} epoch milliseconds
 */
function count({ url, count, via }) {
  return via === 'WebSocketStream' ? countStream(url, count) : countSocket(url, count)
}

/**
 * @param {string} url
 * @param {number} count
 * @returns {Promise<{ opened: number, ended: number }>}
 */
function countSocket(url, count) {
  return new Promise((resolve) => {
    const socket = new WebSocket(url)
    let opened = 0
    let counted = 0
    socket.onopen = () => {
      opened = now()
    }
    socket.onmessage = () => {
      counted += 1
      if (counted < count) return
      resolve({ opened, ended: now() })
      socket.close()
    }
  })
}

/**
 * @param {string} url
 * @param {number} count
 */
async function countStream(url, count) {
  const stream = new WebSocketStream(url)
  const { readable } = await stream.opened
  const opened = now()
  const reader = readable.getReader()
  for (let counted = 0; counted < count; counted++) await reader.read()
  const ended = now()
  stream.close()
  return { opened, ended }
}

/**
 * Sends a text, waits for it to come back, and again, with a pause between.
 *
 * @param {{ url: string, count: number, text: string, pause: number, rest: number }} task
 * @returns {Promise<number[]>} the milliseconds of each round trip
 */
function echo({ url, count, text, pause, rest }) {
  return new Promise((resolve) => {
    const socket = new WebSocket(url)
    /** @type {number[]} */
    const times = []
    let sent = 0
    const send = () => {
      socket.send(text)
      sent = now()
    }
    socket.onopen = () => setTimeout(send, rest)
    socket.onmessage = () => {
      times.push(now() - sent)
      if (times.length < count) return setTimeout(send, pause)
      resolve(times)
      socket.close()
    }
  })
}

/**
 * Keeps nothing but the newest messages, and hands them on as often as a log is written.
 *
 * @param {{ url: string, count: number, rows: number, pause: number }} task
 */
function show({ url, count, rows, pause }) {
  const socket = new WebSocket(url)
  /** @type {{ at: number, text: string }[]} */
  const newest = []
  let counted = 0
  let handedOn = 0
  const timer = setInterval(() => {
    if (counted === handedOn) return
    handedOn = counted
    channel.postMessage({ type: 'newest', counted, newest })
  }, pause)
  socket.onmessage = ({ data }) => {
    counted += 1
    newest.push({ at: now(), text: data })
    if (newest.length > rows) newest.shift()
    if (counted === count) socket.close()
  }
  socket.onclose = () => clearInterval(timer)
}

function now() {
  return performance.timeOrigin + performance.now()
}
