import type { Json, Surface } from './browser.ts'

/**
 * Gives the background a command from a page of the extension, past all controls: what a view could send that is not
 * the one we wrote.
 */
export function command(
  surface: Surface,
  name: string,
  given: Json,
  viewId: string = crypto.randomUUID(),
): Promise<unknown> {
  return surface.evaluate(
    `const [name, given, viewId] = args
    const port = (globalThis.browser ?? chrome).runtime.connect({ name: 'view' })
    const surface = location.pathname.split('/')[2]
    return new Promise((resolve) => {
      port.onDisconnect.addListener(() => resolve('disconnected'))
      port.onMessage.addListener((message) => {
        if (message.type !== 'reply') return
        resolve(message.result)
        port.disconnect()
      })
      port.postMessage({ type: 'attach', viewId, surface })
      port.postMessage({ type: 'call', call: 1, name, arguments: given })
    })`,
    name,
    given,
    viewId,
  )
}

/** The id by which a view owns connections. It is to be had only when the page goes. */
export function viewIdOf(surface: Surface): Promise<string> {
  return surface.evaluate(`
    dispatchEvent(new Event('pagehide'))
    const viewId = sessionStorage.getItem('view-id')
    sessionStorage.removeItem('view-id')
    return viewId`)
}

/** What the background tells a view that attaches, as JSON. */
export function snapshot(surface: Surface): Promise<string> {
  return surface.evaluate(
    `const port = (globalThis.browser ?? chrome).runtime.connect({ name: 'view' })
    return new Promise((resolve) => {
      port.onMessage.addListener((message) => {
        resolve(JSON.stringify(message))
        port.disconnect()
      })
      port.postMessage({ type: 'attach', viewId: crypto.randomUUID(), surface: location.pathname.split('/')[2] })
    })`,
  )
}
