import { useEffect } from 'preact/hooks'
import type { Flow } from '../../../src/wire/traffic.ts'
import { byteSize, shortTime } from '../../shared/format.ts'
import { Icon } from '../../shared/icons.tsx'
import { seen } from '../../shared/special.ts'
import { t } from '../../shared/text.ts'
import { rateSeconds, type TrafficView } from '../model/traffic.ts'

/** What has gone over the connection, and how fast; the state beside it tells the rest. */
export function StatusStrip({ view }: { view: TrafficView }) {
  useEffect(() => {
    const timer = setInterval(view.tick, 1000)
    return () => clearInterval(timer)
  }, [view])
  const traffic = view.traffic.value
  if (!traffic) return null
  const { sent, received, bufferedAmount, latency } = traffic
  return (
    <div class="status-strip" role="group" aria-label={t('traffic')}>
      <FlowFacts label={t('directionSent')} icon="sent" flow={sent} />
      <FlowFacts label={t('directionReceived')} icon="received" flow={received} />
      <Rate rates={view.rates.value} />
      {latency !== undefined && (
        <span title={t('latencyExplained')}>{t('latency', Math.round(latency * 10) / 10)}</span>
      )}
      {bufferedAmount > 0 && <span class="buffered">{t('buffered', byteSize(bufferedAmount))}</span>}
    </div>
  )
}

function FlowFacts({ label, icon, flow }: { label: string; icon: 'sent' | 'received'; flow: Flow }) {
  const { count, bytes, lastAt, last } = flow
  return (
    <span class="flow" role="group" aria-label={label} title={label}>
      <Icon name={icon} />
      {t('flow', count, byteSize(bytes))}
      {lastAt !== undefined && <time dateTime={new Date(lastAt).toISOString()}>{shortTime(lastAt)}</time>}
      {last && <q title={last}>{seen(last)}</q>}
    </span>
  )
}

function Rate({ rates }: { rates: readonly number[] }) {
  const latest = rates.at(-1)
  const most = Math.max(1, ...rates)
  const points = rates.map((rate, index) => `${rateSeconds - rates.length + index},${15 - (rate / most) * 14}`)
  return (
    <span class="rate">
      <svg class="sparkline" viewBox={`0 0 ${rateSeconds} 16`} preserveAspectRatio="none" aria-hidden="true">
        <polyline points={points.join(' ')} />
      </svg>
      {latest !== undefined && t('rate', latest)}
    </span>
  )
}
