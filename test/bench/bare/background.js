// Keeps the Worker where Switchboard keeps its own: in Chromium in an offscreen document, in Firefox in a frame of the
// event page.

/** @type {Promise<void> | undefined} */
let host

chrome.runtime.onMessage.addListener((message, _sender, reply) => {
  if (message !== 'host') return
  host ??= makeHost()
  host.then(() => reply(true))
  return true
})

// What a view hears from a background that does nothing but answer.
chrome.runtime.onConnect.addListener((port) => {
  port.onMessage.addListener(() => port.postMessage('here'))
})

async function makeHost() {
  if (chrome.offscreen) {
    // It outlives the service worker.
    if (await chrome.offscreen.hasDocument()) return
    const reasons = [/** @type {chrome.offscreen.Reason} */ ('WORKERS')]
    await chrome.offscreen.createDocument({ url: 'host.html', reasons, justification: 'Counts messages.' })
    return
  }
  const frame = document.createElement('iframe')
  frame.src = 'host.html'
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve))
  document.body.append(frame)
  await loaded
}
