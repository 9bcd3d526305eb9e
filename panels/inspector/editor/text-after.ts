import type { ChangeSet } from '@codemirror/state'

/** The text after changes, made of the one before: to put a long one together from its lines takes a frame at each key. */
export function textAfter(before: string, changes: ChangeSet): string {
  let after = ''
  let at = 0
  changes.iterChanges((from, to, _from, _to, inserted) => {
    after += before.slice(at, from) + inserted.toString()
    at = to
  })
  return after + before.slice(at)
}
