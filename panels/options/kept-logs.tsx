import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { messageOf } from '../../src/core/message-of.ts'
import { type Recording, recordingLogId } from '../../src/core/recording.ts'
import { type Refusal, refuse } from '../../src/core/result.ts'
import type { LogUse } from '../../src/log/log-use.ts'
import { RefusalAlert } from '../shared/alert.tsx'
import { counted } from '../shared/counted.ts'
import { byteSize, dateTime } from '../shared/format.ts'
import { createOffer, standing } from '../shared/offer.ts'
import { shownTitle } from '../shared/profile-title.ts'
import type { Session } from '../shared/session.ts'
import { t } from '../shared/text.ts'
import type { OptionsSide } from './options-side.ts'

/** What each log takes. One that is deleted can be brought back for a while: its entries go when that has lapsed. */
export function KeptLogs({ session, side }: { session: Session; side: OptionsSide }) {
  const logs = useSignal<readonly LogUse[]>([])
  const refusal = useSignal<Refusal | undefined>(undefined)
  const offer = useMemo(
    () =>
      createOffer<LogUse>((lapsed) => {
        // At once: a row that comes back for a moment would be where the next one is about to be clicked.
        const before = logs.peek()
        logs.value = before.filter((log) => log !== lapsed)
        void remove(lapsed, session).then((result) => {
          refusal.value = result.ok ? undefined : result.refusal
          if (!result.ok) logs.value = before.filter((log) => log === lapsed || logs.peek().includes(log))
        })
      }),
    [session, refusal, logs],
  )
  useEffect(() => {
    side.logs().then(
      (found) => {
        logs.value = found
      },
      (error: unknown) => {
        refusal.value = refuse('failed', `It could not be read: ${messageOf(error)}`).refusal
      },
    )
    addEventListener('pagehide', offer.dismiss)
    return () => removeEventListener('pagehide', offer.dismiss)
  }, [side, logs, offer, refusal])

  const deleted = offer.done.value
  return (
    <>
      <ul class="rules" aria-label={t('keptLogs')}>
        {logs.value
          .filter((log) => !offer.all.value.includes(log))
          .map((log) => (
            <Row key={log.logId} log={log} title={titleOf(log, session)} onDelete={() => offer.make(log)} />
          ))}
      </ul>
      {refusal.value && <RefusalAlert refusal={refusal.value} />}
      <p role="status" {...standing(offer)}>
        {deleted && (
          <>
            {t('logDeleted', titleOf(deleted, session))}{' '}
            <button type="button" onClick={offer.take}>
              {t('undo')}
            </button>
          </>
        )}
      </p>
    </>
  )
}

interface RowProps {
  readonly log: LogUse
  readonly title: string
  readonly onDelete: () => void
}

function Row({ log: { entries, bytes }, title, onDelete }: RowProps) {
  return (
    <li class="permission">
      <span>
        {title}
        <small class="touched">{counted('logUse', entries, byteSize(bytes))}</small>
      </span>
      <button type="button" aria-label={t('deleteLogOf', title)} onClick={onDelete}>
        {t('deleteLog')}
      </button>
    </li>
  )
}

/** A recording goes as a whole. */
function remove({ logId, next }: LogUse, session: Session) {
  const recording = recordingOf(logId, session)
  return recording
    ? session.call('recording.delete', { recordingId: recording.id })
    : session.call('log.trim', { logId, before: next })
}

function recordingOf(logId: string, { mirror }: Session): Recording | undefined {
  return mirror.recordings.value.find((one) => recordingLogId(one) === logId)
}

/** A profile can have several logs: what follows its id in theirs is not for people. */
function titleOf({ logId }: LogUse, session: Session): string {
  const profiles = session.mirror.profiles.value
  const profile = profiles.find(({ id }) => id === logId) ?? profiles.find(({ id }) => logId.startsWith(`${id}.`))
  const title = profile ? shownTitle(profile) : t('profileGone')
  const recording = recordingOf(logId, session)
  return recording ? `${title} · ${t('recordingOf', recording.name, dateTime(recording.startedAt))}` : title
}
