// Function bodies that run in the extension's pages; `arguments` are the values given. What they do, a person could do.

/** @param {number} port */
export function demoProfiles(port) {
  return [
    { name: 'Echo', kind: 'json', url: `ws://127.0.0.1:${port}/echo` },
    { name: 'Ticker', kind: 'json', url: `ws://127.0.0.1:${port}/ticker` },
  ]
}

/** Creates profiles the way a view does: `arguments[0]` is a list of what `profile.create` takes. Page: the inspector. */
export const createProfiles = `
  const profiles = arguments[0]
  const port = (globalThis.browser ?? chrome).runtime.connect({ name: 'view' })
  return new Promise((resolve, reject) => {
    let left = profiles.length
    port.onDisconnect.addListener(() => reject(new Error('The background has closed the port')))
    port.onMessage.addListener(({ type, result }) => {
      if (type !== 'reply') return
      if (!result.ok) reject(new Error(result.refusal.message))
      else if (--left === 0) resolve(true)
    })
    port.postMessage({ type: 'attach', viewId: crypto.randomUUID(), surface: 'inspector' })
    for (const [call, profile] of profiles.entries()) {
      port.postMessage({ type: 'call', call, name: 'profile.create', arguments: profile })
    }
  }).finally(() => port.disconnect())`

/** Connects the profile Ticker and waits until some of its messages are there to see. Page: the panel. */
export const connectTicker = `
  const all = (selector) => [...document.querySelectorAll(selector)]
  const nameOf = (element) => (element.ariaLabel ?? element.textContent).trim()
  const steps = {
    'the profile Ticker': () => all('[role=option], [role=treeitem]').find((item) => nameOf(item).startsWith('Ticker')),
    'the button Connect': () => all('button').find((button) => nameOf(button) === 'Connect' && !button.disabled),
    'the state Connected': () => all('[role=status], output').find((status) => status.textContent.trim().startsWith('Connected')),
    'rows in the grid Messages': () => all('[role=grid]').find((grid) => Number(grid.ariaRowCount) >= 8),
  }
  const clicked = ['the profile Ticker', 'the button Connect']
  return (async () => {
    for (const [what, look] of Object.entries(steps)) {
      let seen
      for (let waited = 0; !(seen = look()); waited += 50) {
        if (waited > 20000) throw new Error('Waited 20 s for ' + what)
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      if (clicked.includes(what)) seen.click()
    }
    return true
  })()`
