import { render } from 'preact'
import { openPort } from '../../src/platform/port.ts'
import { viewPortName } from '../../src/wire/view.ts'
import { createSession } from '../shared/session.ts'
import '../shared/theme.css'
import '../shared/controls.css'
import { viewIdIn } from '../shared/view-id.ts'
import './options.css'
import { Options } from './options.tsx'

const session = createSession({
  viewId: viewIdIn(sessionStorage, () => crypto.randomUUID()),
  surface: 'options',
  openPort: () => openPort(viewPortName),
})

const root = document.getElementById('options')
if (root) render(<Options session={session} />, root)
