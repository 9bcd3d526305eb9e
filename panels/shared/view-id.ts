const key = 'view-id'

/** The id under which a view owns connections. It lives as long as the tab or DevTools window, so reloads keep it. */
export function viewIdIn(storage: Storage, newId: () => string): string {
  const id = storage.getItem(key) ?? newId()
  storage.setItem(key, id)
  return id
}
