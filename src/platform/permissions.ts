import { browser } from './browser.ts'

/** What was allowed beyond what the installation asked for. */
export interface GrantedPermissions {
  /** Match patterns. */
  readonly origins: readonly string[]
  readonly permissions: readonly string[]
}

/** Everything that is allowed now and can be taken back. */
export async function grantedPermissions(): Promise<GrantedPermissions> {
  const { origins = [], permissions = [] } = await browser.permissions.getAll()
  const { optional_permissions: optional = [] } = browser.runtime.getManifest()
  return { origins, permissions: permissions.filter((name) => optional.some((one) => one === name)) }
}

/** @returns whether the browser took it back; what its administrator allowed stays. */
export function takeBackPermission(name: string, kind: keyof GrantedPermissions): Promise<boolean> {
  return browser.permissions.remove(
    kind === 'origins'
      ? { origins: [name] }
      : ({ permissions: [name] } as Parameters<typeof browser.permissions.remove>[0]),
  )
}

/** @returns what ends the listening */
export function onPermissions(listener: () => void): () => void {
  browser.permissions.onAdded.addListener(listener)
  browser.permissions.onRemoved.addListener(listener)
  return () => {
    browser.permissions.onAdded.removeListener(listener)
    browser.permissions.onRemoved.removeListener(listener)
  }
}
