// Does what a page asks for on the channel: `in-page.ts` is the other end. `host.html` runs it, too, to count where Firefox has
// Switchboard's sockets.

const isPage = 'document' in globalThis
const channel = new BroadcastChannel(isPage ? 'bare-page' : 'bare')
if (!isPage) importScripts('store.js')

channel.onmessage = async ({ data }) => {
  if (data.type === 'hello') channel.postMessage({ type: 'here' })
  if (data.type === 'count') channel.postMessage({ type: 'counted', ...(await count(data)) })
  if (data.type === 'echo') channel.postMessage({ type: 'echoed', times: await echo(data) })
  if (data.type === 'show') show(data)
}

/**
 * @param {{ url: string, count: number, via: string }} task `via`: a `BareWay`
 * @returns {Promise<{ opened: number, ended: number }>} epoch milliseconds
 */
function count({ url, count, via }) {
  if (via.endsWith('stored')) return countStored(url, count)
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
 * Reads each text, too, and keeps it: what has come is stored ten times a second, as Switchboard does it in a flood, but without a time, a
 * place or a kind. The end is when all of it is stored.
 *
 * @param {string} url
 * @param {number} count
 * @returns {Promise<{ opened: number, ended: number }>}
 */
function countStored(url, count) {
  return new Promise((resolve) => {
    const socket = new WebSocket(url)
    /** @type {string[]} */
    let texts = []
    /** @type {MessageEvent[]} */
    let events = []
    let opened = 0
    let stored = 0
    const worker = isPage ? new Worker('store.js') : undefined
    const onStored = (/** @type {number} */ rows) => {
      stored += rows
      if (stored < count) return
      clearInterval(timer)
      resolve({ opened, ended: now() })
      socket.close()
      worker?.terminate()
    }
    if (worker) worker.onmessage = ({ data }) => onStored(data)
    const timer = setInterval(() => {
      if (texts.length === 0) return
      const taken = texts
      texts = []
      if (worker) worker.postMessage(taken)
      else store(taken).then(() => onStored(taken.length))
      // For Firefox, see docs/performance.md.
      for (const event of events) event.initMessageEvent('')
      events = []
    }, 100)
    socket.onopen = () => {
      opened = now()
    }
    socket.onmessage = (event) => {
      texts.push(event.data)
      if (isPage) events.push(event)
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
