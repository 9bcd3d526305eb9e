const detailViews = ['pretty', 'tree', 'image', 'raw', 'hex', 'facts'] as const

/** A way of looking at an entry. */
export type DetailView = (typeof detailViews)[number]

/** The same, and beside another entry: that is not remembered. */
export type ShownView = DetailView | 'compare'

/** What an entry holds; the view chosen last is remembered for each of them. */
export type ContentKind = 'json' | 'text' | 'image' | 'bytes' | 'facts'

export type ChosenViews = Readonly<Partial<Record<ContentKind, DetailView>>>

/** Takes what was stored, of whatever version. */
export function readChosenViews(stored: unknown): ChosenViews {
  if (typeof stored !== 'object' || stored === null) return {}
  return Object.fromEntries(Object.entries(stored).filter(([, view]) => detailViews.some((known) => known === view)))
}
