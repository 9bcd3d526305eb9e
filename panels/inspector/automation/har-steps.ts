import { encodeBase64 } from '../../../src/core/base64.ts'
import { type Step, stepsOf } from '../../../src/core/sequence.ts'
import type { RecordedMessage } from '../../../src/formats/imported.ts'

/** The steps that send again what was sent in the first recording of a HAR file. */
export async function stepsOfHar(content: string): Promise<readonly Step[] | { readonly fault: string }> {
  const { importHar } = await import('../../../src/formats/har.ts')
  const imported = importHar(content)
  if (!imported.ok) return { fault: imported.refusal.message }
  const [recording] = imported.value.recordings
  const sent = (recording?.messages ?? []).filter(({ direction }) => direction === 'sent')
  return stepsOf(sent.map(recorded))
}

function recorded({ at, data }: RecordedMessage) {
  return typeof data === 'string'
    ? ({ text: data, sendAs: 'text', at } as const)
    : ({ text: encodeBase64(data), sendAs: 'binary', at } as const)
}
