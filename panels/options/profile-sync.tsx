import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { LeftOut, SyncStatus } from '../../src/core/profile-sync.ts'
import type { Refusal } from '../../src/core/result.ts'
import { RefusalAlert } from '../shared/alert.tsx'
import { dateTime } from '../shared/format.ts'
import { said } from '../shared/said.ts'
import type { Session } from '../shared/session.ts'
import { t } from '../shared/text.ts'

/** Whether profiles are the same on all the person's devices, and what did not go along. */
export function ProfileSync({ session }: { session: Session }) {
  const status = useSignal<SyncStatus | undefined>(undefined)
  const refused = useSignal<Refusal | undefined>(undefined)
  const { syncs, policy } = session.mirror
  const changes = syncs.value
  useEffect(() => {
    void session.call('sync.read', {}).then((read) => {
      if (!read.ok) refused.value = read.refusal
      else if (read.value) status.value = read.value
    })
  }, [session, status, refused, changes])
  const choose = async (on: boolean) => {
    const result = await session.call('sync.write', { on })
    refused.value = result.ok ? undefined : result.refusal
  }
  const forbidden = policy.value.exportRefusal
  const now = status.value
  const isOn = now?.on ?? false
  return (
    <>
      <label class="check">
        <input
          type="checkbox"
          checked={isOn}
          disabled={now === undefined || (forbidden !== undefined && !isOn)}
          onChange={(event) => void choose(event.currentTarget.checked)}
        />
        <span>{t('syncProfiles')}</span>
      </label>
      <p class="hint">{t('syncExplained')}</p>
      {refused.value && <RefusalAlert refusal={refused.value} />}
      <div role="status" aria-label={t('syncProfiles')}>
        {forbidden ? (
          <p>{`${said(forbidden.message)} ${t('ruleIs', said(forbidden.rule))}`}</p>
        ) : (
          now && <Outcome status={now} />
        )}
      </div>
    </>
  )
}

function Outcome({ status }: { status: SyncStatus }) {
  if (!status.on) return <p>{t('syncOff')}</p>
  return (
    <>
      <p>{status.syncedAt === undefined ? t('syncOn') : t('syncedAt', dateTime(status.syncedAt))}</p>
      {status.failure !== undefined && <p>{t('syncFailed', status.failure)}</p>}
      {status.unreadable > 0 && <p>{t('syncUnreadable', status.unreadable)}</p>}
      {status.leftOut.length > 0 && (
        <ul>
          {status.leftOut.map((left) => (
            <li key={`${left.why} ${left.title}`}>{leftOutWords(left)}</li>
          ))}
        </ul>
      )}
    </>
  )
}

function leftOutWords({ title, why }: LeftOut): string {
  switch (why) {
    case 'too-large':
      return t('syncTooLarge', title)
    case 'messages-too-large':
      return t('syncMessagesTooLarge', title)
    case 'no-room':
      return t('syncNoRoom', title)
  }
}
