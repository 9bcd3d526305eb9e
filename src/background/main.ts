import { isAlive } from '../core/connection.ts'
import { exportRefusals } from '../core/export-policy.ts'
import { foldersId } from '../core/folders.ts'
import type { EffectivePolicy } from '../core/policy.ts'
import { profilesIn } from '../core/policy-format.ts'
import { type PolicySummary, summarize } from '../core/policy-words.ts'
import { browserName } from '../platform/browser-name.ts'
import { hasHostAccess } from '../platform/host-access.ts'
import { maySignIn, redirectUrl, signIn } from '../platform/identity.ts'
import { keepAwake } from '../platform/keep-awake.ts'
import { notify } from '../platform/notifications.ts'
import { hasTransportPage, transportPageUrl } from '../platform/transport-page.ts'
import { installUpdate } from '../platform/update.ts'
import { type Order, transportPortName } from '../wire/transport.ts'
import { viewPortName } from '../wire/view.ts'
import { Acknowledgements } from './acknowledgements.ts'
import type { Auditor } from './auditor.ts'
import { automationOf } from './automation.ts'
import { ConnectionRecords } from './connection-records.ts'
import { ConnectionStore, loadConnections } from './connection-store.ts'
import { Connections } from './connections.ts'
import { Consent } from './consent.ts'
import { Environments } from './environments.ts'
import { ports, syncedChanges, updates } from './first.ts'
import { audited, commandHandler } from './handlers.ts'
import { readHandshake } from './handshake-settings.ts'
import { LogKeeper } from './log-keeper.ts'
import { moment } from './moment.ts'
import { once } from './once.ts'
import { OwnRules } from './own-rules.ts'
import { PolicyGuard } from './policy-guard.ts'
import { policySource } from './policy-source.ts'
import { Presence } from './presence.ts'
import { ProfileSync } from './profile-sync.ts'
import { Profiles } from './profiles.ts'
import { Questions } from './questions.ts'
import { Recordings } from './recordings.ts'
import { Scripts } from './scripts.ts'
import { SessionVariables } from './session-variables.ts'
import { ToolbarBadge } from './toolbar-badge.ts'
import { TransportHost } from './transport-host.ts'
import { TriggerEffects } from './trigger-effects.ts'
import { Views } from './views.ts'

// Wiring only. Listeners are registered by `first.ts` and this file, before anything waits, so that the event which woke the
// background reaches them; what they need is loaded once, and everybody waits for the same promise.

const now = () => Date.now()
const newId = () => crypto.randomUUID()
const profile = (profileId: string) => profiles.find(profileId)
const connection = (connectionId: string) => records.find(connectionId)
const startTransport = () => transport.start()
const session = new SessionVariables()
const order = (given: Order) => transport.order({ ...given, counted: session.counted })

const awake = keepAwake()
const presence = new Presence()
const badge = new ToolbarBadge()

const policy = policySource(onPolicyChanged)
const ownRules = new OwnRules(onPolicyChanged)
const effectivePolicy = (): EffectivePolicy => ({ organization: policy.current(), user: ownRules.current() })
const summary = (): PolicySummary => summarize(effectivePolicy())

const profiles = new Profiles({
  onProfile: (profile, index) => {
    views.broadcast({ type: 'profile', profile, index })
    profileSync.touch(profile.id)
    void connections.onProfileChanged(profile.id)
    void booted.then(() => logKeeper.follow())
  },
  onArranged: (all, gone = new Set()) => {
    views.broadcast({ type: 'profiles', profiles: all })
    for (const id of [...all.map((profile) => profile.id), ...gone]) profileSync.touch(id)
    void booted.then(() => logKeeper.follow())
  },
  onFolders: (folders) => {
    views.broadcast({ type: 'folders', folders })
    profileSync.touch(foldersId)
  },
  onProfileRemoved: (profileId) => {
    views.broadcast({ type: 'profile-removed', profileId })
    profileSync.touch(profileId)
  },
})

const scripts = new Scripts({ profile, onScript })

const profileSync = new ProfileSync({
  profiles,
  isInUse: (id) => records.list().some(({ profileId }) => profileId === id),
  refusal: () => exportRefusals(effectivePolicy()).exportRefusal,
  onReceived: (profileId) => {
    scripts.forget(profileId)
    onSettings(profileId)
    onScript(profileId)
  },
  onStatus: () => views.broadcast({ type: 'sync' }),
  now,
})
syncedChanges(() => void booted.then(() => profileSync.soon()))

const environments = new Environments({
  onChange: (view) => {
    views.broadcast({ type: 'environments', environments: view })
    connections.onVariablesChanged()
  },
  session,
  ...{ now, newId, random: () => Math.random() },
})

const acknowledgements = new Acknowledgements(newId)

const guard = new PolicyGuard(effectivePolicy)

const connectionStore = new ConnectionStore()

const records = new ConnectionRecords({
  onConnection: (record, previous) => {
    audit((auditor) => auditor.onConnection(record, previous))
    views.broadcastConnection(record)
    onConnectionsChanged()
  },
  onConnectionRemoved: (record) => {
    const found = profile(record.profileId)
    audit((auditor) => auditor.onConnectionRemoved(record, found))
    void handshakes().then((loaded) => loaded.forget(record.id))
    views.broadcast({ type: 'connection-removed', connectionId: record.id })
    onConnectionsChanged()
    void booted.then(() => logKeeper.enforce())
  },
})

// What the transport tells must not be held against connections that are not back from storage yet.
const restored = restore()

const transport = new TransportHost({
  onReport: (reports) => {
    void restored.then(() => connections.onReport(reports))
    void booted.then(() => logKeeper.tell())
  },
  onEvent: (event) =>
    void restored.then(() => {
      if (event.type === 'changed') connections.onEvent(event.connectionId, event.event)
      else if (event.type === 'due') void booted.then(() => connections.onDue(event.connectionId))
      else if (event.type === 'answered') acknowledgements.answered(event.orderId, event.result)
      else if (event.type === 'audited') audit((auditor) => auditor.onMessages(event.messages))
      else
        void booted.then(() => {
          if (event.type === 'counted') session.counted = event.counted
          else triggers.onEvent(event)
        })
    }),
})

const watching = once(async () => {
  const { watchHandshakes } = await import('./handshakes.ts')
  // The transport, which has said by then what it holds, has taken back what that run had ordered ahead.
  return watchHandshakes((event) => void handshakes().then((loaded) => loaded.take(event)), booted)
})

/** From then on the browser tells of requests, and the header rules of an earlier run of the background are gone. */
const handshakesReady = async () => (await watching())()

const handshakes = once(async () => {
  const { Handshakes } = await import('./handshakes.ts')
  void handshakesReady()
  return new Handshakes({
    ready: handshakesReady,
    connection: (caller, connectionId) => records.owned(caller, connectionId),
    ...{ profile, guard, order, onSettings },
    onObserved: (connectionId, observed) =>
      void restored.then(() => {
        connections.onObserved(connectionId, observed)
        views.broadcast({ type: 'handshake', connectionId })
      }),
  })
})

const tokens = once(async () => {
  const { Tokens } = await import('./tokens.ts')
  return new Tokens({
    ...{ profile, guard, hasHostAccess, redirectUrl, maySignIn, signIn, now },
    handshake: readHandshake,
    variables: environments,
    browser: browserName(),
    onRequest: (...request) => audit((auditor) => auditor.onTokenRequest(...request)),
    onToken: onSettings,
  })
})

const logKeeper = new LogKeeper({
  limits: () => guard.limits(),
  logIds: () => records.list().map(({ logId }) => logId),
  profiles: () => profiles.list(),
  ...{ startTransport, order },
})

const exports = once(async () => {
  const { Exports } = await import('./exports.ts')
  return new Exports({ profiles, environments, ownRules, policy: effectivePolicy })
})

const questions: Questions = new Questions({
  present: () => views.present(),
  onChange: () => {
    views.broadcastQuestions(questions.list())
    keepAwakeWhileNeeded()
  },
  onAnswer: (asked, answer) => audit((auditor) => auditor.onAnswer(asked, answer)),
  ...{ now, newId },
})

const consent = new Consent({ questions, profile, masked: (text) => environments.masked(text) })

const connections: Connections = new Connections({
  ...{ records, consent, profile, guard, acknowledgements, hasHostAccess, startTransport, order, now, newId },
  browser: browserName(),
  variables: environments,
  handshake: readHandshake,
  automation: (used) => automationOf(used, { scripts, environments }),
  script: (profileId) => scripts.read(profileId),
  onAgain: (connectionId, answer) =>
    audit((auditor) => auditor.onCommand('connection.reconnect', { connectionId }, answer)),
  accessToken: async (...asked) => (await tokens()).forHandshake(...asked),
  beginHandshake: async (...handshake) => (await handshakes()).begin(...handshake),
  endHandshake: (connectionId) => void handshakes().then((loaded) => loaded.end(connectionId)),
  renewHandshake: (connectionId) => void handshakes().then((loaded) => loaded.renew(connectionId)),
})

const triggers = new TriggerEffects({
  ...{ connection, notify, order },
  setVariable: (name, value) => environments.set(name, value),
})

const recordings = new Recordings({
  ...{ profile, guard, acknowledgements, startTransport, order, newId },
  onChange: (list) => views.broadcast({ type: 'recordings', recordings: list }),
})

const loadAuditor = once(async () => {
  const { AuditLedger } = await import('./audit-ledger.ts')
  const { Auditor } = await import('./auditor.ts')
  return new Auditor({
    ledger: new AuditLedger(),
    ...{ connection, profile, now },
    rule: (url) => guard.decide(url).rule,
    masked: (text) => environments.masked(text),
  })
})

const booted = boot()

const views = new Views({
  booted,
  state: () => ({
    profiles: profiles.list(),
    folders: profiles.emptyFolders(),
    connections: records.list(),
    environments: environments.view(),
    recordings: recordings.list(),
    policy: summary(),
    questions: questions.list(),
  }),
  handle: audited(
    commandHandler({
      ...{ profiles, profileSync, scripts, records, connections, recordings, consent, questions },
      ...{ handshakes, tokens, environments, ownRules, guard, exports },
    }),
    audit,
  ),
  onPresence,
})

ports((name, port) => {
  if (name === viewPortName) views.serve(port)
  else if (name === transportPortName && port.page === transportPageUrl()) transport.attach(port)
  else port.close()
})

// What the browser tells of a handshake may wake a service worker; Firefox's background lives as long as its handshakes.
if (browserName() === 'chromium') void handshakesReady()
else void booted.then(() => setTimeout(() => void handshakesReady(), moment))

if (browserName() === 'firefox') updates(() => void booted.then(installUnlessUsed))

/** What is entered keeps its order. */
function audit(enter: (auditor: Auditor) => void): void {
  void loadAuditor().then(enter)
}

async function restore(): Promise<void> {
  records.restore(await loadConnections())
}

async function boot(): Promise<void> {
  const [isTransportThere] = await Promise.all([
    hasTransportPage(),
    restored,
    policy.load(),
    profiles.load(),
    profileSync.load(),
    environments.load(),
    recordings.load(),
    ownRules.load(),
    badge.load(),
  ])
  profiles.setOrganization(profilesIn(policy.current()))
  if (!(await transport.recover(isTransportThere))) connections.onReport([])
  connections.enforcePolicy()
  onPresence()
  enforceLogPolicy()
  void profiles.sweep()
  profileSync.soon()
}

/** Profiles first: what may be connected can depend on them. */
function onPolicyChanged(): void {
  profiles.setOrganization(profilesIn(policy.current()))
  connections.enforcePolicy()
  void booted.then(enforceLogPolicy)
  void booted.then(() => profileSync.soon())
  views.broadcast({ type: 'policy', policy: summary() })
}

function enforceLogPolicy(): void {
  void recordings.enforcePolicy()
  void logKeeper.enforce()
}

function onSettings(profileId: string): void {
  views.broadcast({ type: 'settings', profileId })
  profileSync.touch(profileId)
}

function onScript(profileId: string): void {
  views.broadcast({ type: 'script', profileId })
  void connections.onProfileChanged(profileId)
  profileSync.touch(profileId)
}

function onConnectionsChanged(): void {
  keepAwakeWhileNeeded()
  connectionStore.save(records.list())
  showBadge()
  checkPresence()
}

/** A question that waits would be lost with the background, and in Firefox what is open, too: its transport ends with it. */
function keepAwakeWhileNeeded(): void {
  const holdsSockets = browserName() === 'firefox' && isAnyAlive()
  awake.set(questions.list().length > 0 || holdsSockets)
}

/** With an update all panels and connections end: where there are any it comes with the next start of the browser. */
function installUnlessUsed(): void {
  if (views.present().size === 0 && !isAnyAlive()) installUpdate()
}

function isAnyAlive(): boolean {
  return records.list().some(({ state }) => isAlive(state))
}

function onPresence(): void {
  checkPresence()
  showBadge()
}

function showBadge(): void {
  if (views.shows('popup')) badge.seen(now())
  badge.show(records.list())
}

function checkPresence(): void {
  questions.check()
  presence.check(records.owners(), views.present(), (viewId) => connections.ownerGone(viewId))
}
