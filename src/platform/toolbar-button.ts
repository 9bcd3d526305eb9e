import { browser } from './browser.ts'

/**
 * Writes on the extension's button, in white or black, as the browser sees fit for the ground.
 * @param text a few characters; none for no badge
 * @see https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/action/setBadgeText
 */
export async function writeOnToolbarButton(text: string, tone: 'calm' | 'alarm', title: string): Promise<void> {
  const { action } = browser
  await Promise.all([
    action.setBadgeText({ text }),
    action.setBadgeBackgroundColor({ color: tone === 'alarm' ? '#b3261e' : '#146c2e' }),
    action.setTitle({ title }),
  ])
}
