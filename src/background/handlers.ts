import * as v from 'valibot'
import { placeOf } from '../core/bounds.ts'
import { normalClosure } from '../core/close-request.ts'
import { present } from '../core/present.ts'
import { ok, type Result, refuse } from '../core/result.ts'
import { type CommandArguments, type CommandName, type CommandReply, commandArguments } from '../wire/commands.ts'
import { actionOf } from './audited-commands.ts'
import type { Auditor } from './auditor.ts'
import type { ConnectionRecords } from './connection-records.ts'
import type { Connections } from './connections.ts'
import type { Consent } from './consent.ts'
import { consented } from './consented.ts'
import { readDraft, writeDraft } from './drafts.ts'
import type { Environments } from './environments.ts'
import type { Exports } from './exports.ts'
import type { Handshakes } from './handshakes.ts'
import type { OwnRules } from './own-rules.ts'
import type { PolicyGuard } from './policy-guard.ts'
import type { ProfileSync } from './profile-sync.ts'
import type { Profiles } from './profiles.ts'
import type { Questions } from './questions.ts'
import type { Recordings } from './recordings.ts'
import { decidedConnections, testUrl } from './rule-report.ts'
import type { Scripts } from './scripts.ts'
import type { Tokens } from './tokens.ts'
import type { Caller } from './views.ts'

/** One handler per command; the compiler asks for a missing one. */
type Handlers = {
  readonly [Name in CommandName]: (
    caller: Caller,
    given: CommandArguments<Name>,
    signal: AbortSignal,
  ) => Result<CommandReply<Name>> | Promise<Result<CommandReply<Name>>>
}

export type Handle = (caller: Caller, name: string, given: unknown, signal: AbortSignal) => Promise<Result<unknown>>

/** Who owns what the commands are about. */
export interface Owners {
  readonly profiles: Profiles
  readonly profileSync: Pick<ProfileSync, 'status' | 'switch'>
  readonly scripts: Scripts
  readonly records: Pick<ConnectionRecords, 'list' | 'owned'>
  readonly connections: Connections
  readonly consent: Pick<Consent, 'toCreate' | 'toClose'>
  readonly questions: Pick<Questions, 'answer'>
  readonly recordings: Recordings
  handshakes(): Promise<Handshakes>
  tokens(): Promise<Tokens>
  readonly environments: Environments
  exports(): Promise<Exports>
  readonly ownRules: OwnRules
  readonly guard: PolicyGuard
}

/** Enters what views ask for, and are refused, in the audit ledger; the auditor is loaded when there is something to enter. */
export function audited(handle: Handle, audit: (enter: (auditor: Auditor) => void) => void): Handle {
  return async (caller, name, given, signal) => {
    const result = await handle(caller, name, given, signal)
    if (actionOf(name, result)) audit((auditor) => auditor.onCommand(name, given, result))
    return result
  }
}

/** @returns what answers commands: it takes whatever a view sent and checks it before anything else. */
export function commandHandler(owners: Owners): Handle {
  const handlers = handlerTable(owners)
  return async (caller, name, given, signal) => {
    if (!isCommand(name)) return refuse('unknown-command', `There is no command “${name.slice(0, 80)}”.`)
    return run(handlers, name, caller, given, signal)
  }
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commandArguments, name)
}

function run<Name extends CommandName>(
  handlers: Handlers,
  name: Name,
  caller: Caller,
  given: unknown,
  signal: AbortSignal,
) {
  const read = v.safeParse(commandArguments[name], given)
  if (read.success) return handlers[name](caller, read.output as CommandArguments<Name>, signal)
  const [issue] = read.issues
  const field = placeOf(issue)
  // What has not even the right type was not written by a person.
  const message = issue.kind === 'schema' ? `${name} was called wrongly: ${issue.message}.` : `This ${issue.message}.`
  return refuse('invalid-arguments', message, field ? { field } : {})
}

function handlerTable(owners: Owners): Handlers {
  const { profiles, scripts, records, connections, recordings, handshakes, tokens, environments } = owners
  const { ownRules, guard, questions, profileSync, exports } = owners
  const { afterConsentToCreate, afterConsentToClose, afterDisposal } = consented(owners)
  const trimLog = (caller: string, logId: string, before: number) =>
    recordings.holds(logId)
      ? refuse('not-owner', 'A recording can only be deleted as a whole.')
      : connections.trimLog(caller, logId, before)
  return {
    'profile.create': async (_, given) => ok({ profileId: (await profiles.create(present(given))).id }),
    'profile.update': (_, { profileId, change }) => profiles.update(profileId, present(change)),
    'profile.delete': ({ viewId }, { profileId }) =>
      afterDisposal(
        viewId,
        () => [profileId],
        () => profiles.remove(profileId),
      ),
    'profiles.restore': (_, given) => profiles.restore(given.profiles),
    'profile.forget': async ({ viewId }, { profileId }) => {
      const forgotten = await profiles.forget(profileId)
      if (!forgotten.ok) return forgotten
      const removed = await recordings.removeOf([profileId])
      return removed.ok ? trimLog(viewId, profileId, Number.MAX_SAFE_INTEGER) : removed
    },
    'profile.duplicate': (_, { profileId, name }) => profiles.duplicate(profileId, name),
    'profiles.arrange': (_, { places, empty }) => profiles.arrange(places, empty),
    'folder.delete': ({ viewId }, { path }) =>
      afterDisposal(
        viewId,
        () => profiles.idsIn(path),
        () => profiles.removeFolder(path),
      ),
    'profiles.add': (_, given) => profiles.add(given.profiles, given.empty),
    'profiles.remove': ({ viewId }, { profileIds, newFolders }) =>
      afterDisposal(
        viewId,
        () => profileIds,
        async () => {
          const removed = await recordings.removeOf(profileIds)
          return removed.ok ? profiles.takeBack(profileIds, newFolders) : removed
        },
      ),
    'profiles.export': async (_, { extent, secrets }) => (await exports()).file(extent, secrets),
    'sync.read': () => ok(profileSync.status()),
    'sync.write': ({ surface }, { on }) => (surface === 'options' ? profileSync.switch(on) : notHere()),
    'draft.read': async (_, { profileId }) => {
      const found = profiles.find(profileId)
      return found.ok ? ok(await readDraft(found.value)) : found
    },
    'draft.write': async (_, { profileId, draft }) => {
      const found = profiles.find(profileId)
      if (found.ok) await writeDraft(found.value, draft)
      return found.ok ? ok(null) : found
    },
    'connection.create': ({ viewId }, { profileId }) =>
      afterConsentToCreate(viewId, profileId, () => connections.create(viewId, profileId)),
    'connection.connect': ({ viewId }, { connectionId, pageToken }) =>
      connections.connect(viewId, connectionId, pageToken),
    'connection.disconnect': ({ viewId }, { connectionId, code, reason }) =>
      afterConsentToClose(viewId, connectionId, () =>
        connections.disconnect(viewId, connectionId, { ...normalClosure, ...present({ code, reason }) }),
      ),
    'connection.reconnect': ({ viewId }, { connectionId, ...how }) => connections.reconnect(viewId, connectionId, how),
    'connection.dispose': ({ viewId }, { connectionId }) =>
      afterConsentToClose(viewId, connectionId, () => connections.dispose(viewId, connectionId)),
    'connection.pin': ({ viewId, surface }, { connectionId, pinned }) =>
      surface === 'inspector' || pinned
        ? connections.pin(viewId, connectionId, pinned)
        : refuse('not-owner', 'Only a panel can take a connection over.'),
    'handshake.read': async (_, { profileId }) => (await handshakes()).read(profileId),
    'handshake.write': async (_, { profileId, handshake }) => (await handshakes()).write(profileId, handshake),
    'token.read': async (_, { profileId }) => (await tokens()).read(profileId),
    'token.get': async (_, { profileId }, signal) => (await tokens()).get(profileId, signal),
    'token.forget': async (_, { profileId }) => (await tokens()).forget(profileId),
    'script.read': (_, { profileId }) => scripts.read(profileId),
    'script.write': (_, { profileId, change }) => scripts.write(profileId, present(change)),
    'handshake.observed': async ({ viewId }, { connectionId }) => (await handshakes()).observed(viewId, connectionId),
    'handshake.diagnose': async ({ viewId }, { connectionId }, signal) =>
      (await handshakes()).diagnose(viewId, connectionId, signal),
    'log.trim': ({ viewId }, { logId, before }) => trimLog(viewId, logId, before),
    'log.mark': (_, { logId, seq, note }) => connections.mark(logId, seq, note),
    'recording.create': (_, given) => recordings.create(given),
    'recording.append': (_, { recordingId, entries }) => recordings.append(recordingId, entries),
    'recording.delete': (_, { recordingId }) => recordings.remove(recordingId),
    'message.send': ({ viewId }, { connectionId, ...written }) => connections.send(viewId, connectionId, written),
    'question.answer': (_, { questionId, allow }) => questions.answer(questionId, allow),
    'environments.read': () => ok(environments.read()),
    'environment.create': (_, given) => environments.create(present(given)),
    'environment.update': (_, { environmentId, change }) => environments.update(environmentId, present(change)),
    'environment.delete': (_, { environmentId }) => environments.remove(environmentId),
    'environment.restore': (_, deleted) => environments.restore(deleted),
    'environment.choose': (_, { environmentId }) => environments.choose(environmentId),
    'variable.forget': (_, { name }) => environments.forget(name),
    'sequence.start': ({ viewId }, { connectionId, sequenceId }) =>
      connections.startSequence(viewId, connectionId, sequenceId),
    'sequence.stop': ({ viewId }, { connectionId, sequenceId }) =>
      connections.stopSequence(viewId, connectionId, sequenceId),
    'rules.read': () => ok(ownRules.read()),
    'rules.write': ({ surface }, given) => (surface === 'options' ? ownRules.write(given) : notHere()),
    'policy.test': (_, { url }) => testUrl(guard, url),
    'policy.touched': () => ok(decidedConnections(guard, records.list())),
  }
}

function notHere() {
  return refuse('not-owner', 'This is set in the options only.')
}
