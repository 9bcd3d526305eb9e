import { useLayoutEffect, useRef } from 'preact/hooks'
import { Icon } from '../../shared/icons.tsx'
import { t } from '../../shared/text.ts'
import { DisconnectWith } from '../lazy-parts.ts'
import type { ConnectionControl } from '../model/connection-control.ts'

/** Only what is possible in the present state. The focus stays among them, whoever changes it. */
export function ConnectionButtons({ control }: { control: ConnectionControl }) {
  const { phase } = control.state.value
  const group = useRef<HTMLDivElement>(null)
  const hasFocus = group.current?.contains(document.activeElement)
  useLayoutEffect(() => {
    const { current } = group
    const isLost = current === document.activeElement || !current?.contains(document.activeElement)
    // While a connection is closing there is none.
    if (hasFocus && isLost) (current?.querySelector('button') ?? current)?.focus()
  })
  const mayConnect = phase === 'idle' || phase === 'refused' || phase === 'closed' || phase === 'waiting'
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only keeps a key that is held from connecting and disconnecting by turns.
    <div
      class="connection-buttons"
      ref={group}
      tabIndex={-1}
      onKeyDown={(event) => event.repeat && event.key === 'Enter' && event.preventDefault()}
    >
      {mayConnect && (
        <button type="button" class="primary" onClick={() => void control.connect()}>
          <Icon name="connect" />
          {t('connect')}
        </button>
      )}
      {(phase === 'closed' || phase === 'waiting') && (
        <button type="button" title={t('reconnectExplained')} onClick={() => void control.reconnect()}>
          <Icon name="reconnect" />
          {t('reconnect')}
        </button>
      )}
      {(phase === 'connecting' || phase === 'open' || phase === 'waiting') && (
        <button type="button" onClick={() => void control.disconnect()}>
          <Icon name="disconnect" />
          {t(phase === 'waiting' ? 'stopReconnecting' : 'disconnect')}
        </button>
      )}
      {phase === 'open' && <DisconnectWith control={control} />}
    </div>
  )
}
