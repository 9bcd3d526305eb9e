import type { Runtime } from 'webextension-polyfill'
import { browser } from './browser.ts'
import { browserName } from './browser-name.ts'
import { kept } from './early.ts'

/**
 * One end of a connection between two contexts of the extension, with one listener for each. What arrives is not checked
 * yet, and kept until somebody listens.
 */
export interface Port {
  /** The address of the page at the other end, or `''` where the browser does not tell. */
  readonly page: string
  /** Sends a JSON value. Sending on a closed port does nothing: its `onClose` tells. */
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  /** Called once, when the other end goes away. */
  onClose(listener: () => void): void
  close(): void
}

/** Opens a port to the background, starting it if it sleeps. */
export function openPort(name: string): Port {
  return wrap(browser.runtime.connect({ name }))
}

/**
 * Calls the listener for each port that one of the extension's own pages opens. Pages of the web, content scripts and
 * other extensions get no answer.
 */
export function onPort(listener: (name: string, port: Port) => void): void {
  browser.runtime.onConnect.addListener((port) => {
    const own = port.sender?.id === browser.runtime.id && port.sender.url?.startsWith(browser.runtime.getURL(''))
    if (own) listener(port.name, wrap(port))
    else port.disconnect()
  })
}

/** Tells every other context of the extension something that needs no answer and may go unheard. */
export function broadcast(message: string): void {
  browser.runtime.sendMessage(message).catch(() => undefined)
}

/** Calls the listener whenever `broadcast` said exactly this message. */
export function onBroadcast(message: string, listener: () => void): void {
  browser.runtime.onMessage.addListener((received: unknown) => {
    if (received === message) listener()
    return undefined
  })
}

function wrap(port: Runtime.Port): Port {
  let open = true
  let hear: (message: unknown) => void = () => {}
  let closed = () => {}
  const onMessage = kept<[message: unknown]>((listener) => {
    hear = listener
    port.onMessage.addListener(hear)
  })
  const onClose = kept<[]>((listener) => {
    closed = listener
  })
  const end = () => {
    open = false
    if (browserName() === 'chromium') return
    // Firefox keeps a closed port for as long as somebody listens on it.
    port.onMessage.removeListener(hear)
    port.onDisconnect.removeListener(gone)
  }
  const gone = () => {
    end()
    closed()
  }
  port.onDisconnect.addListener(gone)
  return {
    page: port.sender?.url ?? '',
    post(message) {
      if (open) port.postMessage(message)
    },
    onMessage,
    onClose,
    close() {
      end()
      port.disconnect()
    },
  }
}
