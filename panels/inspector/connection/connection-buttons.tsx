import { Icon } from '../../shared/icons.tsx'
import { t } from '../../shared/text.ts'
import { DisconnectWith } from '../lazy-parts.ts'
import type { ConnectionControl } from '../model/connection-control.ts'

/** Only what is possible in the present state. */
export function ConnectionButtons({ control }: { control: ConnectionControl }) {
  const { phase } = control.state.value
  const mayConnect = phase === 'idle' || phase === 'refused' || phase === 'closed' || phase === 'waiting'
  return (
    <div class="connection-buttons">
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
