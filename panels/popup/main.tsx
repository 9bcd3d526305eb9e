import { render } from 'preact'
import { createLogClient } from '../../src/log/reader-client.ts'
import { requestHostAccess } from '../../src/platform/host-access.ts'
import { openPort } from '../../src/platform/port.ts'
import { sessionItem } from '../../src/platform/session-item.ts'
import { startWorker } from '../../src/platform/trusted-worker.ts'
import { trafficChannelName } from '../../src/wire/traffic.ts'
import { viewPortName } from '../../src/wire/view.ts'
import { rememberAppearance } from '../shared/appearance.ts'
import { Questions } from '../shared/questions.tsx'
import { readerWorkerUrl } from '../shared/reader-worker-url.ts'
import { createSession } from '../shared/session.ts'
import '../shared/theme.css'
import '../shared/controls.css'
import { speakLanguage } from '../shared/said.ts'
import { t } from '../shared/text.ts'
import { viewIdIn } from '../shared/view-id.ts'
import './popup.css'
import { Popup } from './popup.tsx'
import { createPopup } from './popup-model.ts'

const session = createSession({
  viewId: viewIdIn(sessionStorage, window, () => crypto.randomUUID()),
  surface: 'popup',
  openPort: () => openPort(viewPortName),
})

const model = createPopup({
  session,
  logs: createLogClient(() => startWorker(readerWorkerUrl)),
  trafficChannel: new BroadcastChannel(trafficChannelName),
  kept: sessionItem('popup'),
  requestHostAccess,
})

rememberAppearance(window)
void speakLanguage()
document.documentElement.lang = t('language')

const root = document.getElementById('popup')
if (root) {
  render(
    <>
      <Popup model={model} />
      <Questions session={session} />
    </>,
    root,
  )
}

void import('../shared/keep-focus.ts').then(({ keepFocus }) => keepFocus(document))
