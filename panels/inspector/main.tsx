import { render } from 'preact'
import { createLogClient } from '../../src/log/reader-client.ts'
import { openPort } from '../../src/platform/port.ts'
import { startWorker } from '../../src/platform/trusted-worker.ts'
import { viewPortName } from '../../src/wire/view.ts'
import { readerWorkerUrl } from '../shared/reader-worker-url.ts'
import { createSession } from '../shared/session.ts'
import '../shared/theme.css'
import '../shared/controls.css'
import '../shared/virtual-grid.css'
import { viewIdIn } from '../shared/view-id.ts'
import './inspector.css'
import './messages/messages.css'
import './files/files.css'
import { Inspector } from './inspector.tsx'
import { createInspector } from './model/inspector-model.ts'

// Wiring only: the model gets what it stands on, and the page gets the model.

const model = createInspector({
  session: createSession({
    viewId: viewIdIn(sessionStorage, () => crypto.randomUUID()),
    surface: 'inspector',
    openPort: () => openPort(viewPortName),
  }),
  logs: createLogClient(startWorker(readerWorkerUrl)),
  storage: localStorage,
  now: () => Date.now(),
})

addEventListener('pagehide', model.flush)
addEventListener('visibilitychange', model.flush)

const root = document.getElementById('inspector')
if (root) render(<Inspector model={model} />, root)
