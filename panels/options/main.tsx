import { render } from 'preact'
import { openLogDatabase } from '../../src/log/database.ts'
import { logUses } from '../../src/log/log-use.ts'
import { grantedPermissions, onPermissions, takeBackPermission } from '../../src/platform/permissions.ts'
import { openPort } from '../../src/platform/port.ts'
import { viewPortName } from '../../src/wire/view.ts'
import { rememberAppearance } from '../shared/appearance.ts'
import { createSession } from '../shared/session.ts'
import '../shared/theme.css'
import '../shared/controls.css'
import { startImportWorker } from '../shared/files/start-import-worker.ts'
import { keepFocus } from '../shared/keep-focus.ts'
import { speakLanguage } from '../shared/said.ts'
import { t } from '../shared/text.ts'
import { viewIdIn } from '../shared/view-id.ts'
import './options.css'
import { Options } from './options.tsx'

const session = createSession({
  viewId: viewIdIn(sessionStorage, window, () => crypto.randomUUID()),
  surface: 'options',
  openPort: () => openPort(viewPortName),
})

const side = {
  appearance: rememberAppearance(window),
  granted: grantedPermissions,
  takeBack: takeBackPermission,
  onPermissions,
  storageUse: () => navigator.storage.estimate(),
  logs: async () => {
    const database = await openLogDatabase()
    try {
      return await logUses(database)
    } finally {
      database.close()
    }
  },
  isPersistent: () => navigator.storage.persisted(),
  persist: () => navigator.storage.persist(),
  startImportWorker,
}

void speakLanguage()
keepFocus(document)
document.documentElement.lang = t('language')
document.title = t('optionsTitle')

const root = document.getElementById('options')
if (root) render(<Options session={session} side={side} />, root)
