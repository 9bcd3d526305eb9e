import * as v from 'valibot'
import { normalClosure } from '../core/close-request.ts'
import { ok, type Result, refuse } from '../core/result.ts'
import { type CommandArguments, type CommandName, type CommandReply, commandArguments } from '../wire/commands.ts'
import type { Connections } from './connections.ts'
import type { Profiles } from './profiles.ts'
import type { Caller } from './views.ts'

/** One handler per command; the compiler asks for a missing one. */
type Handlers = {
  readonly [Name in CommandName]: (
    caller: Caller,
    given: CommandArguments<Name>,
  ) => Result<CommandReply<Name>> | Promise<Result<CommandReply<Name>>>
}

export type Handle = (caller: Caller, name: string, given: unknown) => Promise<Result<unknown>>

/** @returns what answers commands: it takes whatever a view sent and checks it before anything else. */
export function commandHandler(profiles: Profiles, connections: Connections): Handle {
  const handlers = handlerTable(profiles, connections)
  return async (caller, name, given) => {
    if (!isCommand(name)) return refuse('unknown-command', `There is no command “${name.slice(0, 80)}”.`)
    return run(handlers, name, caller, given)
  }
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commandArguments, name)
}

function run<Name extends CommandName>(handlers: Handlers, name: Name, caller: Caller, given: unknown) {
  const read = v.safeParse(commandArguments[name], given)
  if (read.success) return handlers[name](caller, read.output as CommandArguments<Name>)
  const [issue] = read.issues
  const field = v.getDotPath(issue)
  return refuse('invalid-arguments', `${name} was called wrongly: ${issue.message}.`, field === null ? {} : { field })
}

function handlerTable(profiles: Profiles, connections: Connections): Handlers {
  return {
    'profile.create': async (_, given) => ok({ profileId: (await profiles.create(present(given))).id }),
    'profile.update': (_, { profileId, change }) => profiles.update(profileId, present(change)),
    'profile.delete': async ({ viewId }, { profileId }) => {
      const disposed = connections.disposeOf(viewId, profileId)
      return disposed.ok ? profiles.remove(profileId) : disposed
    },
    'profile.restore': (_, { profile, index }) => profiles.restore(profile, index),
    'draft.read': (_, { profileId }) => profiles.draft(profileId),
    'draft.write': (_, { profileId, draft }) => profiles.writeDraft(profileId, draft),
    'connection.create': ({ viewId }, { profileId }) => connections.create(viewId, profileId),
    'connection.connect': ({ viewId }, { connectionId }) => connections.connect(viewId, connectionId),
    'connection.disconnect': ({ viewId }, { connectionId, code, reason }) =>
      connections.disconnect(viewId, connectionId, {
        code: code ?? normalClosure.code,
        reason: reason ?? normalClosure.reason,
      }),
    'connection.reconnect': ({ viewId }, { connectionId }) => connections.reconnect(viewId, connectionId),
    'connection.dispose': ({ viewId }, { connectionId }) => connections.dispose(viewId, connectionId),
    'connection.pin': ({ viewId, surface }, { connectionId, pinned }) =>
      surface === 'inspector' || pinned
        ? connections.pin(viewId, connectionId, pinned)
        : refuse('not-owner', 'Only a panel can take a connection over.'),
    'log.trim': ({ viewId }, { logId, before }) => connections.trimLog(viewId, logId, before),
    'message.send': ({ viewId }, { connectionId, text, sendAs }) =>
      connections.send(viewId, connectionId, text, sendAs),
  }
}

type Present<T> = { [Key in keyof T]: Exclude<T[Key], undefined> }

/** Without the properties whose value is `undefined`. */
function present<T extends object>(given: T): Present<T> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Present<T>
}
