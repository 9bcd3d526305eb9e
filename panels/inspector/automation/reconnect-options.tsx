import type { ReconnectRules } from '../../../src/core/reconnect.ts'
import { NumberOption } from './number-option.tsx'
import { SwitchOption } from './switch-option.tsx'
import { TextOption } from './text-option.tsx'

interface ReconnectOptionsProps {
  readonly rules: ReconnectRules
  readonly change: (part: Partial<ReconnectRules>) => void
}

const day = 86_400

/** Whether and when a connection that ended is made again by itself. */
export function ReconnectOptions({ rules, change }: ReconnectOptionsProps) {
  return (
    <div class="option-group">
      <SwitchOption
        label="reconnectSwitch"
        help="reconnectSwitchExplained"
        isOn={rules.enabled}
        onChange={(enabled) => change({ enabled })}
      />
      {rules.enabled && (
        <div class="option-details">
          <NumberOption
            label="reconnectDelay"
            unit="seconds"
            {...{ value: rules.delay, scale: 1000, least: 0.1, most: day }}
            onChange={(delay) => change({ delay })}
          />
          <NumberOption
            label="reconnectGrowth"
            help="reconnectGrowthExplained"
            {...{ value: rules.growth, least: 1, most: 100 }}
            onChange={(growth) => change({ growth })}
          />
          <NumberOption
            label="reconnectJitter"
            help="reconnectJitterExplained"
            unit="percent"
            // 0.07 * 100 is a little more than 7.
            {...{ value: Number((rules.jitter * 100).toPrecision(12)), least: 0, most: 100 }}
            onChange={(jitter) => change({ jitter: jitter / 100 })}
          />
          <NumberOption
            label="reconnectLongest"
            unit="seconds"
            {...{ value: rules.longest, scale: 1000, least: 0.1, most: day }}
            onChange={(longest) => change({ longest })}
          />
          <NumberOption
            label="reconnectAttempts"
            help="reconnectAttemptsExplained"
            {...{ value: rules.attempts, least: 0, most: 1_000_000, whole: true }}
            onChange={(attempts) => change({ attempts })}
          />
          <TextOption
            label="reconnectStopCodes"
            help="reconnectStopCodesExplained"
            invalid="reconnectStopCodesInvalid"
            value={rules.stopCodes}
            write={(codes) => codes.join(', ')}
            read={readCodes}
            onChange={(stopCodes) => change({ stopCodes })}
          />
        </div>
      )}
    </div>
  )
}

function readCodes(text: string): readonly number[] | undefined {
  const parts = text.split(',').map((part) => part.trim())
  const codes = parts.filter((part) => part !== '')
  return codes.every((code) => /^\d{1,5}$/.test(code) && Number(code) <= 65_535) ? codes.map(Number) : undefined
}
