const key = 'view-id'

/**
 * The id under which a view owns connections, also after a reload. It is stored only between two pages: a tab that is
 * duplicated is copied with all that is stored, and must not own what the first one does.
 * @param page tells that it goes
 */
export function viewIdIn(storage: Storage, page: EventTarget, newId: () => string): string {
  const id = storage.getItem(key) ?? newId()
  storage.removeItem(key)
  page.addEventListener('pagehide', () => storage.setItem(key, id))
  return id
}
