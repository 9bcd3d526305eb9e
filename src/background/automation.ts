import { messagesByThemselves } from '../core/automation.ts'
import { schemaFor } from '../core/message-schemas.ts'
import { present } from '../core/present.ts'
import type { Profile } from '../core/profile.ts'
import { emptyScript } from '../core/script.ts'
import type { Automation } from '../wire/transport.ts'
import type { Environments } from './environments.ts'
import type { Scripts } from './scripts.ts'

export interface AutomationSources {
  readonly scripts: Pick<Scripts, 'read'>
  readonly environments: Pick<Environments, 'values' | 'preview'>
}

/** What the connections of a profile do by themselves, with the variables as they are now. */
export async function automationOf(profile: Profile, sources: AutomationSources): Promise<Automation> {
  const { reconnect, keepAlive, minify } = profile
  const read = await sources.scripts.read(profile.id)
  const script = read.ok ? read.value : emptyScript
  const schema = profile.kind === 'json' && script.schemas.refuse ? schemaFor(script.schemas, 'sent') : undefined
  return {
    ...{ reconnect, keepAlive, minify },
    messages: messagesByThemselves(script),
    triggers: script.triggers.filter(({ enabled }) => enabled),
    variables: [...sources.environments.values()],
    environment: sources.environments.preview().environment,
    ...present({ schema }),
  }
}
