import { computed, type ReadonlySignal } from '@preact/signals'
import { noSchemas, schemaFor } from '../../../src/core/message-schemas.ts'
import type { Profile } from '../../../src/core/profile.ts'
import type { WantedSchemas } from '../../../src/log/fit-marks.ts'
import type { ProfileScript } from '../../shared/profile-script.ts'

/** The schemas that messages of the selected profile are to fit; another value only when one of them is another. */
export function createSchemas(
  profile: ReadonlySignal<Profile | undefined>,
  { script }: ProfileScript,
): ReadonlySignal<WantedSchemas> {
  const schemas = computed(() => (profile.value?.kind === 'json' ? script.value?.schemas : undefined) ?? noSchemas)
  const sent = computed(() => schemaFor(schemas.value, 'sent'))
  const received = computed(() => schemaFor(schemas.value, 'received'))
  return computed(() => ({ sent: sent.value, received: received.value }))
}
