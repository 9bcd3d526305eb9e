import type { KeepAlive } from '../../../src/core/keep-alive.ts'
import { Choice } from '../../shared/controls.tsx'
import { t } from '../../shared/text.ts'
import { NumberOption } from './number-option.tsx'
import { SwitchOption } from './switch-option.tsx'
import { asItIs, TextOption } from './text-option.tsx'

interface KeepAliveOptionsProps {
  readonly keepAlive: KeepAlive
  readonly change: (part: Partial<KeepAlive>) => void
}

/** The message that keeps a connection alive, and what is expected of the server. */
export function KeepAliveOptions({ keepAlive, change }: KeepAliveOptionsProps) {
  return (
    <div class="option-group">
      <SwitchOption
        label="keepAliveSwitch"
        help="keepAliveSwitchExplained"
        isOn={keepAlive.enabled}
        onChange={(enabled) => change({ enabled })}
      />
      {keepAlive.enabled && (
        <div class="option-details">
          <NumberOption
            label="keepAliveInterval"
            unit="seconds"
            {...{ value: keepAlive.interval, scale: 1000, least: 0.1, most: 86_400 }}
            onChange={(interval) => change({ interval })}
          />
          <TextOption
            label="keepAliveText"
            hasLines
            help="keepAliveTextExplained"
            {...asItIs}
            value={keepAlive.text}
            onChange={(text) => change({ text })}
          />
          <TextOption
            label="keepAliveAnswer"
            hasLines
            help="keepAliveAnswerExplained"
            {...asItIs}
            value={keepAlive.answer}
            onChange={(answer) => change({ answer })}
          />
          {keepAlive.answer !== '' && <Expected keepAlive={keepAlive} change={change} />}
        </div>
      )}
    </div>
  )
}

function Expected({ keepAlive, change }: KeepAliveOptionsProps) {
  return (
    <>
      <NumberOption
        label="keepAlivePatience"
        unit="seconds"
        {...{ value: keepAlive.patience, scale: 1000, least: 0.01, most: 86_400 }}
        onChange={(patience) => change({ patience })}
      />
      <div class="option">
        <span aria-hidden="true">{t('keepAliveUnanswered')}</span>
        <Choice
          label={t('keepAliveUnanswered')}
          value={keepAlive.unanswered}
          options={[
            ['note', t('keepAliveNote')],
            ['close', t('keepAliveClose')],
          ]}
          onChoose={(unanswered) => change({ unanswered })}
        />
      </div>
    </>
  )
}
