import { createHash } from 'node:crypto'

const style = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
  body { max-width: 36rem; margin: 4rem auto; padding: 0 1rem }
  output { font: 600 4rem/1.2 ui-monospace, monospace; display: block }
  code { background: color-mix(in srgb, currentColor 10%, transparent); padding: 0.1em 0.3em; border-radius: 4px }
`

const script = `
  const socket = new WebSocket('ws://' + location.host + '/ticker')
  const price = document.querySelector('output')
  const status = document.querySelector('#status')
  socket.onmessage = (event) => {
    const tick = JSON.parse(event.data)
    price.textContent = tick.price.toFixed(2)
    status.textContent = 'Tick ' + tick.n
  }
  socket.onclose = () => { status.textContent = 'The server is gone.' }
`

const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Switchboard demo</title>
<link rel="icon" href="data:,">
<style>${style}</style>
<h1>Switchboard demo</h1>
<p>This page has a WebSocket of its own, to <code>/ticker</code>:</p>
<output>–</output>
<p id="status" role="status">Waiting for the first tick</p>
<p>Open DevTools, tab <b>Switchboard</b>: the profiles <b>Echo</b> and <b>Ticker</b> reach this server too.</p>
<script>${script}</script>
`

/** What a page opened from the server's root gets; a strict policy, as many sites have. */
export const page = {
  html,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; script-src '${hash(script)}'; style-src '${hash(style)}'; img-src data:; connect-src 'self' ws:`,
  },
}

/** @param {string} text */
function hash(text) {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
