import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import { decodeBase64 } from '../../../src/core/base64.ts'
import { type BinaryEncoding, writeBinary } from '../../../src/core/binary-text.ts'
import { minifyJson } from '../../../src/core/json.ts'
import { messageOf } from '../../../src/core/message-of.ts'
import type { Draft, LineEnds, Profile, SendAs } from '../../../src/core/profile.ts'
import { ok, type Refusal, type Result, refuse } from '../../../src/core/result.ts'
import type { TextFault } from '../../../src/core/text-fault.ts'
import type { WantedSchemas } from '../../../src/log/fit-marks.ts'
import type { ConnectionView } from '../../../src/wire/view.ts'
import { debounce } from '../../shared/debounce.ts'
import { prettyJson } from '../../shared/json-layout.ts'
import type { Session } from '../../shared/session.ts'
import { t } from '../../shared/text.ts'
import { exampleValues, type KnownVariable } from '../../shared/variables.ts'
import type { DraftModel } from './draft.ts'
import { type Inspect, nothingToSay, type PlacedMisfit } from './inspection.ts'
import { draftOfBytes, isJsonWay, laidOut, mostFileBytes, type Outgoing, outgoingOf, sizeOf } from './outgoing.ts'
import { createSentHistory } from './sent-history.ts'

/** How JSON is laid out; only white space changes. */
export type JsonLayout = 'pretty' | 'minified'

export interface Composer {
  readonly draft: DraftModel
  /** How often another message took the place of the one before. */
  readonly replacements: ReadonlySignal<number>
  /** Bytes that would go out; undefined while the bytes are written wrongly. */
  readonly size: ReadonlySignal<number | undefined>
  /** What would keep the message from being sent, while it is typed. */
  readonly fault: ReadonlySignal<TextFault | undefined>
  /** The names of the variables the message refers to. */
  readonly variables: ReadonlySignal<readonly string[]>
  /** Where it does not fit the schema that is asked of it. */
  readonly misfits: ReadonlySignal<readonly PlacedMisfit[]>
  /** The fault as a sentence that begins with its place. */
  readonly faultInWords: ReadonlySignal<string | undefined>
  /** Whether the text has a fault or was refused for what it says. */
  readonly isFaulty: ReadonlySignal<boolean>
  /** Why the last message was not sent. */
  readonly refusal: ReadonlySignal<Refusal | undefined>
  write(text: string): void
  chooseSendAs(sendAs: SendAs): void
  /** Writes the bytes another way; a text that is not right yet stays as it is. */
  chooseEncoding(encoding: BinaryEncoding): void
  chooseLineEnds(lineEnds: LineEnds): void
  /** Lays JSON out; what is not JSON yet stays as it is, and says why. */
  layOut(layout: JsonLayout): Promise<void>
  takeFile(file: Blob): Promise<void>
  /** Puts another message in the place of the present one, which can be recalled like one that was sent. */
  put(draft: Draft): void
  /** Puts the message sent before, or after, in the place of the present one. */
  recall(towards: 'older' | 'newer'): boolean
  send(): Promise<void>
  /** Shows why something was not done with the message. */
  report(refusal: Refusal): void
  /** Sends a message as it is, without writing it first. */
  sendAsIs(message: Outgoing): Promise<void>
}

export interface ComposerContext {
  readonly call: Session['call']
  readonly draft: DraftModel
  readonly profile: ReadonlySignal<Profile | undefined>
  readonly connection: ReadonlySignal<ConnectionView | undefined>
  readonly inspect: Inspect
  readonly known: ReadonlySignal<ReadonlyMap<string, KnownVariable>>
  /** What messages are to fit. */
  readonly schemas: ReadonlySignal<WantedSchemas>
  /** Tells the background what was edited: how JSON is written is an option of the profile. */
  flush(): Promise<void>
  announce(words: string): void
}

interface Refused {
  readonly profileId: string | undefined
  readonly refusal: Refusal
}

/** Up to so many characters the size is found out at once: that takes less than a millisecond. */
const mostAtOnce = 10_000

function isLong({ text }: Draft): boolean {
  return text.length > mostAtOnce
}

export function createComposer(context: ComposerContext): Composer {
  const { call, draft, profile, connection, inspect, known, schemas, flush, announce } = context
  const seen = signal(nothingToSay)
  const refused = signal<Refused | undefined>()
  const history = createSentHistory()
  const replacements = signal(0)
  const profileId = computed(() => profile.value?.id)
  const minify = computed(() => profile.value?.minify ?? true)

  const size = computed(() => {
    const written = draft.current.value
    return isLong(written) ? seen.value.size : sizeOf(written, minify.value)
  })

  const taskOf = (written: Draft) => {
    const values = exampleValues(known.peek())
    return { draft: written, minify: minify.peek(), schema: schemas.peek().sent, values }
  }

  const inspection = debounce(async () => {
    const written = draft.current.peek()
    const found = written.text === '' ? nothingToSay : await inspect(taskOf(written))
    // What was written meanwhile is looked at by itself.
    if (draft.current.peek() === written) seen.value = isLong(written) ? found : { ...found, size: undefined }
  })

  effect(() => {
    // Read here, so that a change of any asks for another look.
    const { text } = draft.current.value
    void minify.value
    void known.value
    void schemas.value
    if (text === '') seen.value = nothingToSay
    inspection.soon()
  })

  const edit = (change: Partial<Draft>) => {
    refused.value = undefined
    draft.change(change)
  }

  const report = (refusal: Refusal) => {
    refused.value = { profileId: profileId.peek(), refusal }
  }

  const replace = (next: Draft) => {
    replacements.value += 1
    edit({ encoding: 'hex', lineEnds: 'lf', ...next })
  }

  const put = (next: Draft) => {
    const id = profileId.peek()
    const present = draft.current.peek()
    if (id !== undefined && present.text !== '') history.add(id, present)
    replace(next)
  }

  const give = async (outgoing: Result<Outgoing>): Promise<boolean> => {
    const id = profileId.peek()
    // Before anything is waited for: another profile may be looked at by then. Without a connection it is refused in the profile's log.
    const connectionId = connection.peek()?.id ?? id ?? ''
    refused.value = undefined
    await Promise.all([flush(), draft.flush()])
    const sent = outgoing.ok ? await call('message.send', { connectionId, ...outgoing.value }) : outgoing
    if (sent.ok) announce(t('directionSent'))
    else refused.value = { profileId: id, refusal: sent.refusal }
    return sent.ok
  }

  const refusal = computed(() => (refused.value?.profileId === profileId.value ? refused.value?.refusal : undefined))

  return {
    draft,
    replacements,
    size,
    fault: computed(() => seen.value.fault),
    variables: computed(() => seen.value.variables),
    misfits: computed(() => seen.value.misfits),
    faultInWords: computed(() => seen.value.words),
    isFaulty: computed(() => seen.value.fault !== undefined || refusal.value?.field === 'message'),
    refusal,
    write: (text) => edit({ text }),
    chooseSendAs: (sendAs) => edit({ sendAs }),
    chooseLineEnds: (lineEnds) => edit({ lineEnds }),
    chooseEncoding(encoding) {
      const outgoing = outgoingOf(draft.current.peek())
      const bytes = outgoing.ok ? decodeBase64(outgoing.value.text) : undefined
      edit(bytes ? { text: writeBinary(bytes, encoding), encoding } : { encoding })
    },
    async layOut(layout) {
      const written = draft.current.peek()
      const { text, sendAs } = written
      if (!isJsonWay(sendAs)) return
      const { words } = await inspect({ ...taskOf({ text, sendAs: 'json-value' }), schema: undefined })
      if (draft.current.peek() !== written) return
      if (words !== undefined) return report({ code: 'invalid-json', message: words, field: 'message' })
      edit({ text: laidOut(text, layout === 'pretty' ? prettyJson : minifyJson) })
    },
    async takeFile(file) {
      if (file.size > mostFileBytes) return report(refuse('message-too-big', t('fileTooBig')).refusal)
      const id = profileId.peek()
      try {
        const bytes = new Uint8Array(await file.arrayBuffer())
        if (id === profileId.peek()) put(draftOfBytes(bytes))
      } catch (error) {
        // A folder that was dropped, or a file that has gone.
        report(refuse('failed', `It could not be read: ${messageOf(error)}`).refusal)
      }
    },
    put,
    report,
    recall(towards) {
      const id = profileId.peek()
      const found = id === undefined ? undefined : history.step(id, towards, draft.current.peek())
      if (found) replace(found)
      return found !== undefined
    },
    async send() {
      const written = draft.current.peek()
      const id = profileId.peek()
      if ((await give(outgoingOf(written))) && id !== undefined) history.add(id, written)
    },
    async sendAsIs({ text, sendAs }) {
      await give(ok({ text, sendAs }))
    },
  }
}
