import { computed, effect } from '@preact/signals'
import { render } from 'preact'
import { createLogClient } from '../../src/log/reader-client.ts'
import { emptySize } from '../../src/log/reader-protocol.ts'
import { browserName } from '../../src/platform/browser-name.ts'
import { hasInspectedPage } from '../../src/platform/has-inspected-page.ts'
import { hasHostAccess, requestHostAccess } from '../../src/platform/host-access.ts'
import { requestTokenAccess } from '../../src/platform/identity.ts'
import { askToNotify, mayNotify } from '../../src/platform/notifications.ts'
import { openPort } from '../../src/platform/port.ts'
import { startWorker } from '../../src/platform/trusted-worker.ts'
import { trafficChannelName } from '../../src/wire/traffic.ts'
import { viewPortName } from '../../src/wire/view.ts'
import { rememberAppearance } from '../shared/appearance.ts'
import { Questions } from '../shared/questions.tsx'
import { readerWorkerUrl } from '../shared/reader-worker-url.ts'
import { createSession } from '../shared/session.ts'
import '../shared/theme.css'
import '../shared/controls.css'
import '../shared/virtual-grid.css'
import { startImportWorker } from '../shared/files/start-import-worker.ts'
import { speakLanguage } from '../shared/said.ts'
import { t } from '../shared/text.ts'
import './inspector.css'
import './profiles/profiles.css'
import './composer/composer.css'
import './environment/environment.css'
import './messages/messages.css'
import './detail/detail.css'
import './automation/automation.css'
import '../shared/files/files.css'
import '../shared/environments/environments.css'
import { attached, viewId } from './first.ts'
import { Inspector } from './inspector.tsx'
import { loadParts } from './lazy-parts.ts'
import { startDocumentWorker } from './model/documents.ts'
import { inspectWithWorker } from './model/inspect-with-worker.ts'
import { createInspector } from './model/inspector-model.ts'
import { lookWithWorker } from './model/rule-looker.ts'

// Wiring only: the model gets what it stands on, and the page gets the model.

const session = createSession({
  viewId,
  surface: 'inspector',
  openPort: () => openPort(viewPortName),
  attached,
})

const inspectedPage = () => import('../../src/platform/inspected-page.ts')

const model = createInspector({
  session,
  logs: createLogClient(() => startWorker(readerWorkerUrl)),
  loadExporter: async () => (await import('./model/exporter.ts')).exporter,
  lookForRule: lookWithWorker,
  inspect: inspectWithWorker(),
  loadEditor: async () => (await import('./editor/create-editors.ts')).createEditors,
  startDocumentWorker,
  startImportWorker,
  trafficChannel: new BroadcastChannel(trafficChannelName),
  side: {
    browser: browserName(),
    origin: location.origin,
    userAgent: navigator.userAgent,
    hasHostAccess,
    requestHostAccess,
    requestTokenAccess,
    mayNotify,
    askToNotify,
    onPermissions: async (listener) => (await import('../../src/platform/permissions.ts')).onPermissions(listener),
    hasInspectedPage,
    readInInspectedPage: async (expression) => (await inspectedPage()).readInInspectedPage(expression),
    requestsOfInspectedPage: async () => (await inspectedPage()).requestsOfInspectedPage(),
    reloadInspectedPage: async () => (await inspectedPage()).reloadInspectedPage(),
  },
  storage: localStorage,
  now: () => Date.now(),
})

addEventListener('pagehide', model.leave)
addEventListener('visibilitychange', model.flush)

rememberAppearance(window)
void speakLanguage()
document.documentElement.lang = t('language')

const root = document.getElementById('inspector')
if (root) {
  render(
    <>
      <Inspector model={model} />
      <Questions session={session} />
    </>,
    root,
  )
}

// The rest comes when the panel can be used, with what its log holds.
const isUsable = computed(
  () => session.mirror.ready.value && (model.shownLog.logId.value === undefined || model.log.size.value !== emptySize),
)
effect(() => {
  if (!isUsable.value) return
  requestIdleCallback(async () => {
    await loadParts()
    performance.mark('complete')
  })
})
effect(() => {
  if (!session.mirror.ready.value) return
  requestIdleCallback(async () => (await import('../shared/keep-focus.ts')).keepFocus(document))
  requestIdleCallback(async () => (await import('../shared/copy-rows.ts')).copyRows(document))
  requestIdleCallback(async () => {
    const { takeDropped } = await import('../shared/files/take-dropped.ts')
    takeDropped(document, (dropped) => {
      model.files.dropped.value = dropped
      model.files.dialog.value = 'import'
    })
  })
})
