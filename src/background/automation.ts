import { messagesByThemselves } from '../core/automation.ts'
import { noKeepAlive } from '../core/keep-alive.ts'
import { schemaFor } from '../core/message-schemas.ts'
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
  const { reconnect, minify } = profile
  const read = await sources.scripts.read(profile.id)
  const script = read.ok ? read.value : emptyScript
  const triggers = script.triggers.filter(({ enabled }) => enabled)
  const schema = profile.kind === 'json' && script.schemas.refuse ? schemaFor(script.schemas, 'sent') : undefined
  // For a message that goes out by itself there is nobody to ask.
  const sends = profile.confirm.includes('message')
    ? { keepAlive: noKeepAlive, messages: [], triggers: triggers.filter(({ action }) => action.type !== 'answer') }
    : { keepAlive: profile.keepAlive, messages: messagesByThemselves(script), triggers }
  return {
    ...{ reconnect, minify },
    ...sends,
    variables: [...sources.environments.values()],
    environment: sources.environments.preview().environment,
    ...(schema === undefined ? {} : { schema }),
  }
}
