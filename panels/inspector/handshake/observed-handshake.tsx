import { explainError, explainStatus } from '../../../src/core/handshake-explanation.ts'
import type { HandshakeStep, ObservedHandshake } from '../../../src/core/observed-handshake.ts'
import { clockTime } from '../../shared/format.ts'
import { Icon } from '../../shared/icons.tsx'
import { said } from '../../shared/said.ts'
import { type TextKey, t } from '../../shared/text.ts'
import { HeaderTable, HeaderValue } from './header-table.tsx'

interface ObservedProps {
  readonly handshake: ObservedHandshake
}

/** A handshake as the browser told it: how it ended, when each step was, and all headers. */
export function Observed({ handshake }: ObservedProps) {
  const { requestHeaders, response, error, steps } = handshake
  const explanation =
    (response && explainStatus(response.status)) ?? (error === undefined ? undefined : explainError(error))
  return (
    <div class="observed">
      <div class="observed-summary">
        <p class="status-line" data-failed={response?.status !== 101}>
          {response && <StatusLine status={response.status} line={response.statusLine} />}
          {error !== undefined && <code>{error}</code>}
          {!response && error === undefined && t('handshakeUnanswered')}
        </p>
        {explanation && (
          <p class="explanation">
            <Icon name="warning" />
            <span>
              {said(explanation.finding)} <span class="faint">{said(explanation.advice)}</span>
            </span>
          </p>
        )}
        {!explanation && error !== undefined && <p class="explanation faint">{t('handshakeErrorUnexplained')}</p>}
        <Steps steps={steps} />
        <Negotiated handshake={handshake} />
      </div>
      <HeaderTable label={t('requestHeaders')} headers={requestHeaders} />
      {response && <HeaderTable label={t('responseHeaders')} headers={response.headers} />}
    </div>
  )
}

/** The phrase after the code is the server's own, and may be missing. */
function StatusLine({ status, line }: { status: number; line: string }) {
  const phrase = /^\S+ +\d{3} +(.+)$/.exec(line)?.[1]
  return (
    <>
      <strong data-status={status}>{status}</strong> {phrase}
    </>
  )
}

const stepNames: Readonly<Record<HandshakeStep['step'], TextKey>> = {
  created: 'stepCreated',
  sent: 'stepSent',
  answered: 'stepAnswered',
  completed: 'stepCompleted',
  failed: 'stepFailed',
}

/** When each step was, counted from the first. */
function Steps({ steps }: { steps: readonly HandshakeStep[] }) {
  const [first] = steps
  if (!first) return null
  return (
    <ol class="steps" aria-label={t('handshakeSteps')}>
      {steps.map(({ step, at }) => (
        <li key={step}>
          {t(stepNames[step])}{' '}
          <time dateTime={new Date(at).toISOString()}>
            {at === first.at && step === first.step
              ? clockTime(at)
              : t('milliseconds', Math.round((at - first.at) * 10) / 10)}
          </time>
        </li>
      ))}
    </ol>
  )
}

function Negotiated({ handshake: { response } }: { handshake: ObservedHandshake }) {
  if (response?.status !== 101) return null
  const answered = (name: string) => response.headers.filter((header) => header.name.toLowerCase() === name)
  const facts = [
    [t('subprotocol'), answered('sec-websocket-protocol')],
    [t('extensions'), answered('sec-websocket-extensions')],
  ] as const
  return (
    <dl class="negotiated">
      {facts.map(([term, headers]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>
            {headers.length === 0 && t('none')}
            {headers.map((header, index) => (
              <span key={index}>
                {index > 0 && ', '}
                <HeaderValue {...header} />
              </span>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  )
}
