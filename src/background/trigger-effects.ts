import type { Order, TransportEvent } from '../wire/transport.ts'
import type { ConnectionRecord } from './connection-store.ts'

export interface TriggerEffectsContext {
  connection(connectionId: string): ConnectionRecord | undefined
  /** @param id of one it takes the place of. @returns whether it could be shown */
  notify(id: string, title: string, text: string): Promise<boolean>
  setVariable(name: string, value: string): Promise<void>
  order(order: Order): void
}

type TriggerEvent = Extract<TransportEvent, { type: 'notify' | 'set-variable' }>

/** How many notifications stand at a time: the browser keeps each, with its icon, until somebody puts it away. */
const mostShown = 20

/** What triggers do outside their connection. */
export class TriggerEffects {
  readonly #context: TriggerEffectsContext
  #shown = 0

  constructor(context: TriggerEffectsContext) {
    this.#context = context
  }

  onEvent(event: TriggerEvent): void {
    if (!this.#context.connection(event.connectionId)) return
    if (event.type === 'set-variable') void this.#context.setVariable(event.name, event.value)
    else void this.#notify(event)
  }

  async #notify({ connectionId, title, text }: TriggerEvent & { type: 'notify' }): Promise<void> {
    const isShown = await this.#context.notify(`${this.#shown++ % mostShown}`, title, text).catch(() => false)
    const record = this.#context.connection(connectionId)
    if (isShown || !record) return
    const message = `Trigger “${title}” could not show a notification: allow them where it is edited.`
    this.#context.order({ type: 'note', logId: record.logId, code: 'trigger', message })
  }
}
