import { browser } from './browser.ts'

const permission = { permissions: ['notifications'] } as const

/** Whether the person lets the extension show notifications. */
export function mayNotify(): Promise<boolean> {
  return browser.permissions.contains({ permissions: [...permission.permissions] })
}

/** Asks the person. Must be called in the handler of a click, before anything is waited for. */
export function askToNotify(): Promise<boolean> {
  return browser.permissions.request({ permissions: [...permission.permissions] })
}

/** Shows a notification. @returns whether it could be */
export async function notify(title: string, message: string): Promise<boolean> {
  if (!(await mayNotify())) return false
  const iconUrl = browser.runtime.getURL('icons/128.png')
  await browser.notifications.create({ type: 'basic', iconUrl, title, message })
  return true
}
