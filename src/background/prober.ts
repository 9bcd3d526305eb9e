import type { HandshakeFailure } from '../core/handshake-failure.ts'
import type { RequestEvent } from '../platform/web-request.ts'

/** How long a probe may take, in milliseconds. */
const patience = 10_000
/** How much longer than the script the browser's own report of a request may take, in milliseconds. */
const reportDelay = 1_000

/** What has been told of a probe under way. */
interface Probe {
  readonly address: string
  found: HandshakeFailure
  readonly onEnd: () => void
}

/**
 * Finds out by a plain GET why a server does not accept a handshake: of sockets Chromium tells nothing, of requests it
 * tells what went wrong.
 */
export class Prober {
  readonly #probes = new Set<Probe>()

  take(event: RequestEvent): void {
    for (const probe of this.#probes) {
      if (probe.address !== event.url) continue
      if (event.type === 'answered') probe.found = { status: event.status }
      // Of several the first: what follows is only that it has ended.
      if (event.type === 'failed') probe.found = { error: event.error, ...probe.found }
      if (event.type === 'failed' || event.type === 'completed') probe.onEnd()
    }
  }

  /** @param url of the WebSocket; the host must be accessible, and policy must have been asked. */
  async probe({ href }: URL, givenUp: AbortSignal): Promise<HandshakeFailure> {
    // User name and password go out only when a server asks for them; with them in its address no request can be made.
    const address = href.replace(/^ws(s?:\/\/)([^/]*@)?/, 'http$1')
    let onEnd = () => {}
    const ended = new Promise<void>((resolve) => {
      onEnd = resolve
    })
    const probe: Probe = { address, found: {}, onEnd }
    this.#probes.add(probe)
    const signal = AbortSignal.timeout(patience)
    signal.onabort = () => {
      probe.found = { error: 'ERR_TIMED_OUT', ...probe.found }
    }
    const failure = await ask(address, AbortSignal.any([givenUp, signal]))
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, reportDelay))])
    this.#probes.delete(probe)
    return { ...failure, ...probe.found }
  }
}

async function ask(address: string, signal: AbortSignal): Promise<HandshakeFailure> {
  try {
    await fetch(address, { redirect: 'manual', cache: 'no-store', credentials: 'omit', signal })
    return {}
  } catch (error) {
    return { error: String(error) }
  }
}
