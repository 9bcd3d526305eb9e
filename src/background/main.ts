import { inProgress } from '../core/connection.ts'
import { summarize } from '../core/policy.ts'
import { browserName } from '../platform/browser-name.ts'
import { hasHostAccess } from '../platform/host-access.ts'
import { keepAwake } from '../platform/keep-awake.ts'
import { onPort } from '../platform/port.ts'
import { transportPageUrl } from '../platform/transport-page.ts'
import { transportPortName } from '../wire/transport.ts'
import { viewPortName } from '../wire/view.ts'
import { type ConnectionRecord, loadConnections, saveConnections } from './connection-store.ts'
import { Connections } from './connections.ts'
import { commandHandler } from './handlers.ts'
import { readHandshake } from './handshake-settings.ts'
import { Handshakes } from './handshakes.ts'
import { policySource } from './policy-source.ts'
import { Presence } from './presence.ts'
import { Profiles } from './profiles.ts'
import { TransportHost } from './transport-host.ts'
import { Views } from './views.ts'

// Wiring only. Listeners are registered while this file runs, before anything waits, so that the event which woke the
// background reaches them; what they need is loaded once, and everybody waits for the same promise.

const awake = keepAwake()
const presence = new Presence()

const policy = policySource((changed) => {
  connections.enforcePolicy()
  views.broadcast({ type: 'policy', policy: summarize(changed) })
})

const profiles = new Profiles({
  onProfile: (profile, index) => views.broadcast({ type: 'profile', profile, index }),
  onProfileRemoved: (profileId) => views.broadcast({ type: 'profile-removed', profileId }),
})

// What the transport tells must not be held against connections that are not back from storage yet.
const restored = restore()

const transport = new TransportHost({
  onReport: (reports) => void restored.then(() => connections.onReport(reports)),
  onEvent: (event) =>
    void restored.then(() => {
      if (event.type === 'changed') connections.onEvent(event.connectionId, event.event)
      else connections.onSent(event.sendId, event.result)
    }),
})

const handshakes = new Handshakes({
  profile: (profileId) => profiles.find(profileId),
  connection: (caller, connectionId) => connections.find(caller, connectionId),
  checkUrl: (url) => connections.checkUrl(url),
  order: (order) => transport.order(order),
  onObserved: (connectionId, observed, explanation) =>
    void restored.then(() => {
      connections.onObserved(connectionId, observed, explanation)
      views.broadcast({ type: 'handshake', connectionId })
    }),
})

const connections = new Connections({
  browser: browserName(),
  handshake: readHandshake,
  hasHostAccess,
  beginHandshake: (connectionId, url, headers) => handshakes.begin(connectionId, url, headers),
  endHandshake: (connectionId) => handshakes.end(connectionId),
  profile: (profileId) => profiles.find(profileId),
  policy: () => policy.current(),
  transportReady: () => transport.ready(),
  order: (order) => transport.order(order),
  onConnection: (record) => {
    views.broadcastConnection(record)
    onConnectionsChanged()
  },
  onConnectionRemoved: ({ id }) => {
    handshakes.forget(id)
    views.broadcast({ type: 'connection-removed', connectionId: id })
    onConnectionsChanged()
  },
  now: () => Date.now(),
  newId: () => crypto.randomUUID(),
})

const booted = boot()

const views = new Views({
  booted,
  state: () => ({ profiles: profiles.list(), connections: connections.list(), policy: policy.current() }),
  handle: commandHandler(profiles, connections, handshakes),
  onPresence: checkPresence,
})

onPort((name, port) => {
  if (name === viewPortName) views.serve(port)
  else if (name === transportPortName && port.page === transportPageUrl()) transport.attach(port)
  else port.close()
})

async function restore(): Promise<void> {
  const stored = await loadConnections()
  connections.restore(stored)
}

async function boot(): Promise<void> {
  await Promise.all([restored, policy.load(), profiles.load(), handshakes.sweep()])
  if (!(await transport.recover())) connections.onReport([])
  connections.enforcePolicy()
  checkPresence()
}

function onConnectionsChanged(): void {
  const all: readonly ConnectionRecord[] = connections.list()
  awake.set(all.some(({ state }) => inProgress(state)))
  void saveConnections(all)
  checkPresence()
}

function checkPresence(): void {
  presence.check(connections.owners(), views.present(), (viewId) => connections.ownerGone(viewId))
}
