import { closeCodeMeaning } from '../../src/core/close-codes.ts'
import type { CloseCause, ConnectionState } from '../../src/core/connection.ts'
import { unreachable } from '../../src/core/result.ts'
import { explained } from './explained.ts'
import { said } from './said.ts'
import { seen } from './special.ts'
import { type TextKey, t } from './text.ts'

type Closed = Extract<ConnectionState, { phase: 'closed' }>
type Waiting = Extract<ConnectionState, { phase: 'waiting' }>

const causes: Readonly<Record<CloseCause, TextKey>> = {
  user: 'closedByYou',
  server: 'closedByServer',
  network: 'closedByNetwork',
  timeout: 'closedByTimeout',
  limit: 'closedByLimit',
  policy: 'closedByPolicy',
  'owner-gone': 'closedByOwnerGone',
  restart: 'closedByRestart',
}

/** A state in a word or two; begins every explanation of it. */
export function stateName(state: ConnectionState): string {
  switch (state.phase) {
    case 'idle':
      return t('stateIdle')
    case 'refused':
      return t('stateRefused')
    case 'connecting':
      return t('stateConnecting')
    case 'open':
      return t('stateOpen')
    case 'closing':
      return t('stateClosing')
    case 'closed':
    case 'waiting':
      return t('stateClosed')
    default:
      return unreachable(state)
  }
}

/**
 * A state in a sentence: after the name, who ended it and what is known of why, or how long it waits.
 * @param now epoch milliseconds
 */
export function stateText(state: ConnectionState, now: number): string {
  if (state.phase === 'closed') return closedText(state)
  if (state.phase === 'waiting') return waitingText(state, now)
  if (state.phase === 'connecting' && state.step) return t('connectingToken', stateName(state))
  if (state.phase !== 'open') return stateName(state)
  const negotiated = [
    state.protocol && t('subprotocolIs', state.protocol),
    state.extensions && t('extensionsAre', state.extensions),
  ]
  return [stateName(state), ...negotiated.filter(Boolean)].join(' · ')
}

/** Whether a change of that sentence is read out: a wait once, and not for each second of it. */
export function liveOf(state: ConnectionState, now: number): 'off' | undefined {
  return state.phase === 'waiting' && now > state.since ? 'off' : undefined
}

/** When a state began; unknown of a connection that nothing happened to. */
export function stateTime(state: ConnectionState): number | undefined {
  if (state.phase === 'idle') return undefined
  return 'since' in state ? state.since : state.at
}

export function isCloseCause(text: string): text is CloseCause {
  return Object.hasOwn(causes, text)
}

/** Who or what ended a connection, to follow a word such as “Disconnected”. */
export function causeText(cause: CloseCause): string {
  return t(causes[cause])
}

function waitingText(state: Waiting, now: number): string {
  // What is told each second may be from before the wait began.
  const seconds = Math.max(0, Math.ceil((state.until - Math.max(now, state.since)) / 1000))
  const attempt =
    state.attempts > 0 ? t('attemptOf', state.attempt, state.attempts) : t('attemptWithoutEnd', state.attempt)
  return t('waitingText', stateName(state), seconds, attempt)
}

function closedText(state: Closed): string {
  const { cause, code, reason, clean } = state
  const detail = detailText(state)
  const code_ = t('codeAndMeaning', String(code), said(closeCodeMeaning(code)))
  const parts = [
    code_,
    reason && t('reasonIs', seen(reason)),
    detail,
    clean ? t('closedCleanly') : t('closedUncleanly'),
  ]
  const explanation = parts.filter(Boolean).join(' · ')
  return state.during === 'handshake'
    ? t('connectionError', stateName(state), detail ?? said(closeCodeMeaning(code)), causeText(cause), String(code))
    : t('closedBecause', stateName(state), causeText(cause), explanation)
}

/** What the browser told of the handshake says more than the end of the socket. */
function detailText({ detail, failure }: Closed): string | undefined {
  const explanation = explained(failure)
  if (explanation) return `${said(explanation.finding)} ${said(explanation.advice)}`
  return detail === undefined ? undefined : said(detail)
}
