import { held } from '../../src/platform/early.ts'
import { openPort } from '../../src/platform/port.ts'
import { type ViewMessage, viewPortName } from '../../src/wire/view.ts'
import { viewIdIn } from '../shared/view-id.ts'

// What comes first: the background is asked for the state, and woken if it sleeps, while the rest of the panel is still being
// loaded, so that the first frame shows the state. It is a script of its own (vite.config.ts).

export const viewId = viewIdIn(sessionStorage, window, () => crypto.randomUUID())

const port = openPort(viewPortName)
port.post({ type: 'attach', viewId, surface: 'inspector' } satisfies ViewMessage)

/** On which this view has said who it is. */
export const attached = { ...port, onMessage: held(port.onMessage), onClose: held(port.onClose) }
