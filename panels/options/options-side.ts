import type { LogUse } from '../../src/log/log-use.ts'
import type { GrantedPermissions } from '../../src/platform/permissions.ts'
import type { Appearance } from '../shared/appearance.ts'
import type { ObjectWorker } from '../shared/worker-object.ts'

/** What the options need of the browser; tests hand in their own. */
export interface OptionsSide {
  readonly appearance: Appearance
  granted(): Promise<GrantedPermissions>
  /** @returns whether it was taken back */
  takeBack(name: string, kind: keyof GrantedPermissions): Promise<boolean>
  /** @returns what ends the listening */
  onPermissions(listener: () => void): () => void
  /** Of all that the extension keeps, in bytes. */
  storageUse(): Promise<{ readonly usage?: number; readonly quota?: number }>
  /** The logs there are, the largest first. */
  logs(): Promise<readonly LogUse[]>
  /** Whether the browser has promised not to delete it by itself. */
  isPersistent(): Promise<boolean>
  /** Asks the browser for that promise; from a click, because it may ask the person. */
  persist(): Promise<boolean>
  /** For one import. */
  startImportWorker(): ObjectWorker
}
