import { signal } from '@preact/signals'
import type { Explanation } from '../../src/core/handshake-explanation.ts'
import type { HandshakeFailure } from '../../src/core/handshake-failure.ts'

/** What is known of a failed handshake, in words; these are fetched when there is something to explain. */
export const explained = explainer()

function explainer() {
  const words = signal<typeof import('../../src/core/handshake-explanation.ts') | undefined>()
  let isAsked = false
  const load = async () => {
    words.value = await import('../../src/core/handshake-explanation.ts')
  }
  return (failure: HandshakeFailure | undefined): Explanation | undefined => {
    if (!failure) return undefined
    if (!isAsked) {
      isAsked = true
      // What could not be fetched is shown without its words.
      load().catch(() => undefined)
    }
    return words.value?.explainFailure(failure)
  }
}
