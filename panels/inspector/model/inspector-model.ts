import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { PageToken } from '../../../src/core/auth.ts'
import type { FolderPath } from '../../../src/core/folders.ts'
import type { HandshakeSettings } from '../../../src/core/handshake.ts'
import { ok, type Refusal, type Result } from '../../../src/core/result.ts'
import type { DocumentWorker } from '../../shared/document/document-client.ts'
import type { Mirror } from '../../shared/mirror.ts'
import { createProfileScript, type ProfileScript } from '../../shared/profile-script.ts'
import { keysIn, numberWithin, remembered } from '../../shared/remembered.ts'
import { createSavedMessages } from '../../shared/saved-messages.ts'
import type { Session } from '../../shared/session.ts'
import type { TrafficChannel } from '../../shared/traffic-channel.ts'
import { filledIn } from '../../shared/variables.ts'
import type { ObjectWorker } from '../../shared/worker-object.ts'
import type { CreateEditor, EditorContext } from '../editor/editor.ts'
import type { BrowserSide } from './browser-side.ts'
import { type ChosenViews, readChosenViews } from './chosen-views.ts'
import { type Composer, createComposer } from './composer.ts'
import { type ConnectionControl, createConnectionControl } from './connection-control.ts'
import { createDeletion, type Deletion } from './deletion.ts'
import { createDraft } from './draft.ts'
import { createEditorChunk, type EditorChunk } from './editor-chunk.ts'
import { createEnvironmentControl, type EnvironmentControl } from './environment-control.ts'
import { createFiles, type Files } from './files.ts'
import { createHandshakeForm, type HandshakeForm } from './handshake-form.ts'
import { createHandshakeView, type HandshakeView } from './handshake-view.ts'
import type { Inspect } from './inspection.ts'
import { createLogExport, type Exporter, type LogExportControl } from './log-export-control.ts'
import { createLogTools, type LogTools } from './log-tools.ts'
import { createLogView, type Logs, type LogView } from './log-view.ts'
import { createPasting, type Pasting } from './pasting.ts'
import { createProfileBrowser, type ProfileBrowser } from './profile-browser.ts'
import { createProfileForm, type ProfileForm } from './profile-form.ts'
import { createRecordingRemoval, type RecordingRemoval } from './recording-removal.ts'
import { createResending, type Resending } from './resending.ts'
import { readTimeMode, type TimeMode } from './row-times.ts'
import type { RuleLooker } from './rule-looker.ts'
import { createRules, type Rules } from './rules.ts'
import { createSavedControl, type SavedControl } from './saved-control.ts'
import { createSchemas } from './schemas.ts'
import { createSelection, type Selection } from './selection.ts'
import { createShownLog, type ShownLog } from './shown-log.ts'
import { createTokenControl, type TokenControl } from './token-control.ts'
import { createTraffic, type TrafficView } from './traffic.ts'
import { createUnread } from './unread.ts'
import { createUrlHistory } from './url-history.ts'

/** What the inspector stands on; tests hand in their own. */
export interface InspectorContext {
  readonly session: Session
  readonly logs: Logs
  loadExporter(): Promise<Exporter>
  readonly trafficChannel: TrafficChannel
  readonly lookForRule: RuleLooker
  readonly inspect: Inspect
  /** Loads the editor of messages; rejects where that fails. */
  loadEditor(): Promise<(context: EditorContext) => CreateEditor>
  readonly startDocumentWorker: () => DocumentWorker
  readonly startImportWorker: () => ObjectWorker
  readonly side: BrowserSide
  /** Keeps how the panes are laid out. */
  readonly storage: Storage
  now(): number
}

/** All state of the inspector. Components read it and call it; they decide nothing. */
export interface InspectorModel {
  readonly mirror: Mirror
  readonly selection: Selection
  readonly browser: ProfileBrowser
  /** Messages that came since a profile was last looked at, by its id. */
  readonly unread: ReadonlySignal<ReadonlyMap<string, number>>
  readonly form: ProfileForm
  readonly handshakeForm: HandshakeForm
  readonly handshake: HandshakeView
  readonly token: TokenControl
  readonly side: BrowserSide
  readonly control: ConnectionControl
  readonly environment: EnvironmentControl
  readonly composer: Composer
  readonly editorChunk: EditorChunk
  /** The selected profile's script. */
  readonly script: ProfileScript
  readonly rules: Rules
  readonly saved: SavedControl
  readonly resending: Resending
  /** For a message that is too long to be looked at on this thread. */
  readonly startDocumentWorker: () => DocumentWorker
  readonly startImportWorker: () => ObjectWorker
  readonly deletion: Deletion
  readonly recordingRemoval: RecordingRemoval
  readonly files: Files
  readonly pasting: Pasting
  /** URLs to complete what is being typed. */
  readonly urls: ReadonlySignal<readonly string[]>
  readonly shownLog: ShownLog
  readonly log: LogView
  readonly logTools: LogTools
  readonly exporting: LogExportControl
  readonly traffic: TrafficView
  readonly layout: Layout
  /** What was done last and can be seen only, for who listens. */
  readonly announced: ReadonlySignal<string>
  announce(words: string): void
  /** A profile that was just made and wants its URL. */
  readonly newProfileId: Signal<string | undefined>
  /** @param folder where it is put; outside all without one */
  newProfile(folder?: FolderPath): Promise<void>
  /** Makes a profile for the server that a URL or a command line names, and connects it. */
  connectTo(text: string): Promise<Result<undefined>>
  /** Reads all profiles as they are now, with what was typed a moment ago. */
  readForExport<T>(read: (call: Session['call']) => Promise<T>): Promise<T>
  /** The same of a profile's authentication and headers. */
  readHandshake(profileId: string): Promise<Result<HandshakeSettings>>
  /** Hands on what was typed, before the page may go. */
  flush(): void
  /** The page goes: what can be undone only here is settled. */
  leave(): void
}

/** The sizes of the panes in pixels, and what else is remembered of how things are shown. */
export interface Layout {
  readonly sidebar: Signal<'open' | 'closed'>
  readonly sidebarWidth: Signal<number>
  readonly composerHeight: Signal<number>
  readonly composerWidth: Signal<number>
  readonly saved: Signal<'open' | 'closed'>
  readonly savedWidth: Signal<number>
  /** Folders of saved messages that are collapsed, with their profiles. */
  readonly savedCollapsed: Signal<readonly string[]>
  readonly detailHeight: Signal<number>
  readonly detailWidth: Signal<number>
  readonly detailViews: Signal<ChosenViews>
  readonly timeMode: Signal<TimeMode>
  readonly timeWidth: Signal<number>
  readonly sizeWidth: Signal<number>
}

export function createInspector({
  session,
  logs,
  loadExporter,
  trafficChannel,
  lookForRule,
  inspect,
  loadEditor,
  startDocumentWorker,
  startImportWorker,
  side,
  storage,
  now,
}: InspectorContext): InspectorModel {
  const { mirror, call } = session
  const selection = createSelection(mirror.profiles, storage)
  const form = createProfileForm(call, selection.profile, (id, refusal) => control.report(id, refusal))
  const flush = async () => {
    await Promise.all([form.flush(), handshakeForm.flush()])
  }
  const readPageToken = async (auth: PageToken) => (await import('./page-token.ts')).readPageToken(auth, side)
  const control = createConnectionControl({
    call,
    connections: mirror.connections,
    profile: selection.profile,
    flush,
    readPageToken,
    now,
  })
  let isReader = false
  effect(() => {
    if (isReader || !mirror.connections.value.some(({ state }) => state.phase === 'waiting')) return
    isReader = true
    import('./asked-page-tokens.ts').then(
      ({ readTokensWhenAsked }) => readTokensWhenAsked({ ...session, readPageToken, onRefusal: control.report }),
      () => {
        isReader = false
      },
    )
  })
  const draft = createDraft(call, form.profile)
  const { profileId } = selection
  const handshakeForm = createHandshakeForm({
    call,
    changes: mirror.settings,
    profileId,
    onEdit: control.edited,
    onRefusal: control.report,
  })
  const newProfileId = signal<string | undefined>()
  const traffic = createTraffic(trafficChannel, control.connection, () => log.window.pause())
  const recordingRemoval = createRecordingRemoval(session, control.report)
  const shownLog = createShownLog({ profileId, connection: control.connection, all: recordingRemoval.left })
  const { logId } = shownLog
  const environment = createEnvironmentControl(session)
  const script = createProfileScript(session, profileId)
  const schemas = createSchemas(form.profile, script)
  const onRefusal = (refusal: Refusal) => control.report(profileId.peek() ?? '', refusal)
  const log = createLogView(logs, logId, call, schemas, (refusal, of) => {
    // Another profile may be looked at by now. A log that no profile is called by is that of a connection of its own.
    const one = mirror.connections.peek().find((connection) => connection.logId === of)
    control.report(one?.profileId ?? of, refusal)
  })
  const layout = createLayout(storage)
  const flushAll = () => Promise.all([flush(), draft.flush()])
  const announced = signal('')
  const announce = (words: string) => {
    // What stays the same is not heard again.
    announced.value = announced.peek() === words ? `${words}\u00a0` : words
  }
  const composer = createComposer({
    call,
    draft,
    profile: form.profile,
    connection: control.connection,
    inspect,
    known: environment.known,
    schemas,
    flush: form.flush,
    announce,
  })
  const editorChunk = createEditorChunk(async () => {
    const createEditors = await loadEditor()
    return createEditors({ composer, profileId, known: environment.known })
  })
  const saved = createSavedControl({
    script,
    saved: createSavedMessages(call, script),
    composer,
    profileId,
    newId: () => crypto.randomUUID(),
    announce,
  })

  const deletion = createDeletion({ ...session, selection, flush: flushAll, onRefusal: control.report })
  const pasting = createPasting({
    form,
    handshakeForm,
    onEdit: control.edited,
    onRefusal,
  })

  /** @returns the id of the new profile, which is selected then */
  const create = async (given: { url?: string; folder?: FolderPath }) => {
    const created = await call('profile.create', given)
    if (created.ok) selection.select(created.value.profileId)
    else onRefusal(created.refusal)
    return created.ok ? created.value.profileId : undefined
  }

  return {
    mirror,
    selection,
    browser: createProfileBrowser({ ...session, selection, storage, flush, onRefusal: control.report, announce }),
    unread: createUnread({ connections: mirror.connections, known: traffic.known, shown: control.connection, now }),
    form,
    handshakeForm,
    handshake: createHandshakeView({
      call,
      mirror,
      side,
      connection: control.connection,
      url: computed(() => form.profile.value && filledIn(form.profile.value.url, environment.known.value)),
    }),
    token: createTokenControl({ call, mirror, profileId, flush }),
    side,
    control,
    environment,
    composer,
    editorChunk,
    saved,
    resending: createResending({ composer, saved, profile: form.profile }),
    startDocumentWorker,
    startImportWorker,
    deletion,
    recordingRemoval,
    shownLog,
    script,
    rules: createRules({
      ...{ call, script, logId, look: lookForRule, startImportWorker },
      connection: control.connection,
      traffic: traffic.traffic,
      first: computed(() => log.size.value.first),
      last: computed(() => log.size.value.first + log.size.value.total - 1),
    }),
    log,
    logTools: createLogTools({
      log,
      layout,
      logId,
      connection: control.connection,
      profile: form.profile,
      call,
      startDocumentWorker,
      announce,
    }),
    traffic,
    exporting: createLogExport({ ...log, loadExporter, logId, profile: selection.profile, policy: mirror.policy, now }),
    pasting,
    urls: createUrlHistory({ storage, profiles: mirror.profiles, selected: form.profile, state: control.state }),
    files: createFiles(session, selection, control.report),
    layout,
    announced,
    announce,
    newProfileId,
    async newProfile(folder) {
      newProfileId.value = await create(folder ? { folder } : {})
    },
    async connectTo(text) {
      const { readAddress } = await import('./address.ts')
      const read = readAddress(text)
      if (!read.ok) return read
      const given = read.value.type === 'url' ? { url: read.value.url } : {}
      if ((await create(given)) === undefined) return ok(undefined)
      if (read.value.type === 'command') await pasting.take(text)
      // Of a command that says nothing of use it was told why.
      if (read.value.type === 'url' || form.profile.peek()?.url) await control.connect()
      return ok(undefined)
    },
    async readForExport(read) {
      await flush()
      return read(call)
    },
    async readHandshake(id) {
      await flush()
      return call('handshake.read', { profileId: id })
    },
    flush: () => void flushAll(),
    leave() {
      log.window.settle()
      recordingRemoval.dismiss()
      deletion.dismiss()
    },
  }
}

/** Room for a form above a log, as long as nobody has said how much. */
function aPart(height: number): number {
  return Math.max(130, Math.round(height * 0.28))
}

function createLayout(storage: Storage): Layout {
  return {
    sidebar: remembered(storage, 'sidebar', (stored) => (stored === 'closed' ? 'closed' : 'open')),
    sidebarWidth: remembered(storage, 'sidebar-width', numberWithin(120, 480, 190)),
    composerHeight: remembered(storage, 'composer-height', numberWithin(96, 900, aPart(innerHeight))),
    composerWidth: remembered(storage, 'composer-width', numberWithin(200, 1200, 420)),
    saved: remembered(storage, 'saved-messages', (stored) => (stored === 'open' ? 'open' : 'closed')),
    savedWidth: remembered(storage, 'saved-messages-width', numberWithin(140, 480, 220)),
    savedCollapsed: remembered(storage, 'collapsed-saved', keysIn),
    detailHeight: remembered(storage, 'detail-height', numberWithin(60, 900, 220)),
    detailWidth: remembered(storage, 'detail-width', numberWithin(180, 1200, 420)),
    detailViews: remembered(storage, 'detail-views', readChosenViews),
    timeMode: remembered(storage, 'time-shown', readTimeMode),
    timeWidth: remembered(storage, 'time-width', numberWithin(40, 240, 112)),
    sizeWidth: remembered(storage, 'size-width', numberWithin(40, 240, 68)),
  }
}
