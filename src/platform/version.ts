import { browser } from './browser.ts'

/** The version of the extension, as its manifest has it. */
export function extensionVersion(): string {
  return browser.runtime.getManifest().version
}
