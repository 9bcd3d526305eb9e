import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import { checkJson } from '../../../src/core/json.ts'
import type { SendAs } from '../../../src/core/profile.ts'
import { type Refusal, type Result, refuse } from '../../../src/core/result.ts'
import type { ConnectionView } from '../../../src/wire/view.ts'
import { later } from '../../shared/later.ts'
import type { Session } from '../../shared/session.ts'
import { t } from '../../shared/text.ts'
import type { DraftModel } from './draft.ts'

export interface Composer {
  readonly draft: DraftModel
  /** Bytes of the message as typed. */
  readonly size: ReadonlySignal<number>
  /** What would keep the message from being sent, while it is typed. */
  readonly fault: ReadonlySignal<string | undefined>
  /** Why the last message was not sent. */
  readonly refusal: ReadonlySignal<Refusal | undefined>
  write(text: string): void
  chooseSendAs(sendAs: SendAs): void
  send(): Promise<void>
}

export interface ComposerContext {
  readonly call: Session['call']
  readonly draft: DraftModel
  readonly profileId: ReadonlySignal<string | undefined>
  readonly connection: ReadonlySignal<ConnectionView | undefined>
  /** Tells the background what was edited: how JSON is written is an option of the profile. */
  flush(): Promise<void>
}

interface Refused {
  readonly profileId: string | undefined
  readonly refusal: Refusal
}

export function createComposer({ call, draft, profileId, connection, flush }: ComposerContext): Composer {
  const size = signal(0)
  const fault = signal<string | undefined>()
  const refused = signal<Refused | undefined>()

  const inspection = later(() => {
    size.value = new TextEncoder().encode(draft.text.peek()).length
    fault.value = jsonFault(draft.text.peek(), draft.sendAs.peek())
  })

  effect(() => {
    // Read here, so that a change of either asks for another look.
    if (draft.text.value === '' || draft.sendAs.value === 'text') fault.value = undefined
    inspection.soon()
  })

  const edit = (change: () => void) => {
    refused.value = undefined
    change()
  }

  return {
    draft,
    size,
    fault,
    refusal: computed(() => (refused.value?.profileId === profileId.value ? refused.value?.refusal : undefined)),
    write: (text) => edit(() => draft.write(text)),
    chooseSendAs: (sendAs) => edit(() => draft.chooseSendAs(sendAs)),
    async send() {
      const id = profileId.peek()
      refused.value = undefined
      const message = { text: draft.text.peek(), sendAs: draft.sendAs.peek() }
      await Promise.all([flush(), draft.flush()])
      const connectionId = connection.peek()?.id
      const sent: Result<null> =
        connectionId === undefined
          ? refuse('not-connected', t('sendNotConnected'))
          : await call('message.send', { connectionId, ...message })
      if (!sent.ok) refused.value = { profileId: id, refusal: sent.refusal }
    },
  }
}

function jsonFault(text: string, sendAs: SendAs): string | undefined {
  if (sendAs === 'text' || text.trim() === '') return undefined
  const checked = checkJson(text, sendAs === 'json-object' ? 'object' : 'value')
  return checked.ok ? undefined : checked.refusal.message
}
