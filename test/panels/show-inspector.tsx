import { render } from '@testing-library/preact'
import { Inspector } from '../../panels/inspector/inspector.tsx'
import { loadParts } from '../../panels/inspector/lazy-parts.ts'
import type { BrowserSide } from '../../panels/inspector/model/browser-side.ts'
import { inspect } from '../../panels/inspector/model/inspect.ts'
import { createInspector } from '../../panels/inspector/model/inspector-model.ts'
import type { RuleAnswer, RuleTask } from '../../src/log/rule-scan.ts'
import { fakeDocumentWorker } from './fake-document-worker.ts'
import { fakeExporter } from './fake-exporter.ts'
import { fakeImportWorker } from './fake-import-worker.ts'
import { type FakeLogs, fakeLogs } from './fake-logs.ts'
import { type FakeSession, fakeSession } from './fake-session.ts'
import { fakeTraffic } from './fake-traffic.ts'

// Tests look at once at what comes in chunks of its own.
await loadParts()

/** A Chromium that shows the panel in a tab and may access every host. */
const fakeSide: BrowserSide = {
  browser: 'chromium',
  origin: 'chrome-extension://switchboard',
  userAgent: 'Mozilla/5.0 Test',
  hasHostAccess: async () => true,
  requestHostAccess: async () => true,
  requestTokenAccess: async () => true,
  mayNotify: async () => false,
  askToNotify: async () => true,
  onPermissions: async () => () => undefined,
  hasInspectedPage: () => false,
  readInInspectedPage: async () => ({ type: 'unreachable', message: '' }),
  requestsOfInspectedPage: async () => ({ entries: [] }),
  reloadInspectedPage: () => undefined,
}

/** The inspector on a fake background and fake logs. happy-dom lays nothing out: the grid is said to be 243 px high. */
export function showInspector(
  session: FakeSession = fakeSession(),
  logs: FakeLogs = fakeLogs(),
  side: Partial<BrowserSide> = {},
  looker: (task: RuleTask, signal?: AbortSignal) => RuleAnswer | Promise<RuleAnswer> = () => ({
    type: 'failed',
    message: 'no log',
  }),
) {
  const heights = { clientHeight: 243, offsetHeight: 23 }
  for (const [name, value] of Object.entries(heights)) {
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => value })
  }
  localStorage.clear()
  const trafficChannel = fakeTraffic()
  const exporter = fakeExporter()
  const model = createInspector({
    session,
    logs,
    loadExporter: async () => exporter,
    trafficChannel,
    lookForRule: async (...asked) => looker(...asked),
    inspect: async (task) => inspect(task),
    loadEditor: async () => (await import('../../panels/inspector/editor/create-editors.ts')).createEditors,
    startDocumentWorker: fakeDocumentWorker,
    startImportWorker: fakeImportWorker,
    side: { ...fakeSide, ...side },
    storage: localStorage,
    now: () => Date.now(),
  })
  return { model, session, logs, exporter, trafficChannel, ...render(<Inspector model={model} />) }
}
