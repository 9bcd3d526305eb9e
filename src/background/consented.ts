import { inProgress } from '../core/connection.ts'
import { ok, type Result } from '../core/result.ts'
import type { ConnectionRecords } from './connection-records.ts'
import type { ConnectionRecord } from './connection-store.ts'
import type { Connections } from './connections.ts'
import type { Consent } from './consent.ts'
import type { Profiles } from './profiles.ts'

type Done<T> = Result<T> | Promise<Result<T>>

interface ConsentedOwners {
  readonly records: Pick<ConnectionRecords, 'list' | 'owned'>
  readonly connections: Pick<Connections, 'mayCreate' | 'disposeOf'>
  readonly consent: Pick<Consent, 'toCreate' | 'toClose'>
  readonly profiles: Pick<Profiles, 'mayRemove'>
}

/** Commands that wait for the person's consent. About what is refused anyway nobody is asked. */
export function consented({ records, connections, consent, profiles }: ConsentedOwners) {
  async function afterConsent<T>(
    viewId: string,
    isAbout: (record: ConnectionRecord) => boolean,
    close: () => Done<T>,
  ): Promise<Result<T>> {
    const asked = new Set<string>()
    for (;;) {
      // Looked for anew each time: another may have been opened while a person was asked about the one before.
      const next = records
        .list()
        .find((one) => inProgress(one.state) && !asked.has(one.id) && isAbout(one) && records.owned(viewId, one.id).ok)
      if (!next) return close()
      const agreed = await consent.toClose(viewId, next)
      if (!agreed.ok) return agreed
      asked.add(next.id)
    }
  }

  return {
    async afterConsentToCreate<T>(viewId: string, profileId: string, create: () => Done<T>): Promise<Result<T>> {
      const agreed = connections.mayCreate(profileId).ok ? await consent.toCreate(viewId, profileId) : ok(null)
      return agreed.ok ? create() : agreed
    },

    afterConsentToClose: <T>(viewId: string, connectionId: string, close: () => Done<T>) =>
      afterConsent(viewId, ({ id }) => id === connectionId, close),

    /**
     * After the connections of profiles were closed and disposed.
     * @param profileIds asked each time: a folder may have another profile by then
     */
    async afterDisposal<T>(
      viewId: string,
      profileIds: () => readonly string[],
      remove: () => Done<T>,
    ): Promise<Result<T>> {
      const may = profiles.mayRemove(profileIds())
      if (!may.ok) return may
      return afterConsent(
        viewId,
        ({ profileId }) => profileIds().includes(profileId),
        () => {
          const disposed = connections.disposeOf(viewId, ...profileIds())
          return disposed.ok ? remove() : disposed
        },
      )
    },
  }
}
