import { badgeOf } from '../core/badge.ts'
import { localized } from '../platform/i18n.ts'
import { writeOnToolbarButton } from '../platform/toolbar-button.ts'
import type { ConnectionRecord } from './connection-store.ts'
import { LatestWrite } from './latest-write.ts'
import { moment } from './moment.ts'
import { startItems } from './start-items.ts'

/** Tells on the toolbar button how many connections are open, and whether a pinned one failed unseen. */
export class ToolbarBadge {
  readonly #seen = startItems.pinnedSeenAt
  #seenAt = 0
  readonly #keeping = new LatestWrite(() => this.#seen.write(this.#seenAt))
  #shown = ''
  #latest: readonly ConnectionRecord[] = []
  #timer: ReturnType<typeof setTimeout> | undefined

  async load(): Promise<void> {
    const seenAt = await this.#seen.read()
    if (typeof seenAt === 'number') this.#seenAt = Math.max(this.#seenAt, seenAt)
  }

  /** Whoever has the popup open sees what fails: it is no news any more, also when the popup has closed. */
  seen(at: number): void {
    this.#seenAt = at
    // It is called for each change of a connection while the popup is open.
    void this.#keeping.save()
  }

  /** Shows what is true in a moment: what has woken the background is answered before. */
  show(connections: readonly ConnectionRecord[]): void {
    this.#latest = connections
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      this.#show(this.#latest)
    }, moment)
  }

  #show(connections: readonly ConnectionRecord[]): void {
    const all = connections.map(({ owner, state }) => ({ isPinned: owner.type === 'background', state }))
    const { open, failed } = badgeOf(all, this.#seenAt)
    const text = failed > 0 ? '!' : open > 0 ? String(Math.min(open, 999)) : ''
    const title = [
      localized('actionTitle', []),
      ...(open > 0 ? [localized('actionOpen', [String(open)])] : []),
      ...(failed > 0 ? [localized('actionFailed', [String(failed)])] : []),
    ].join('\n')
    if (title === this.#shown) return
    this.#shown = title
    void writeOnToolbarButton(text, failed > 0 ? 'alarm' : 'calm', title)
  }
}
