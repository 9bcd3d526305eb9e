import type { EditorView } from '@codemirror/view'

/** Has an editor be a text field for whoever looks for one: scripts and assistive tools read and set `value`. */
export function asField(view: EditorView): void {
  Object.defineProperties(view.contentDOM, {
    value: {
      get: () => view.state.sliceDoc(),
      set: (text: string) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }),
    },
    select: { value: () => view.dispatch({ selection: { anchor: 0, head: view.state.doc.length } }) },
  })
}
