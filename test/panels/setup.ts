import { configure } from '@testing-library/preact'
import { vi } from 'vitest'

vi.mock('../../src/platform/i18n.ts', () => import('./i18n.ts'))

// A second, the default, is what a busy machine takes to load a lazy part of the panel.
configure({ asyncUtilTimeout: 20_000 })

// happy-dom has no popovers.
HTMLElement.prototype.showPopover = () => {}
HTMLElement.prototype.hidePopover = function hide(this: HTMLElement) {
  this.dispatchEvent(Object.assign(new Event('toggle'), { newState: 'closed' }))
}

// Nor has it handlers of drag events, by which Preact knows how an event is written.
Object.assign(HTMLElement.prototype, { ondragstart: null, ondragover: null, ondragend: null, ondrop: null })
