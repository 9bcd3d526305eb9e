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

/** Shows a notification, in the place of the one with this id. @returns whether it could be */
export async function notify(id: string, title: string, message: string): Promise<boolean> {
  const iconUrl = browser.runtime.getURL('icons/128.png')
  const isAllowed = await mayNotify()
  if (isAllowed) await browser.notifications.create(id, { type: 'basic', iconUrl, title, message })
  return isAllowed
}
