import { indentService } from '@codemirror/language'
import { type Extension, type Line, RangeSetBuilder } from '@codemirror/state'
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view'

/**
 * Colours for the JSON that is seen, and indentation for new lines. There is no syntax tree behind it: to keep one up
 * takes longer than a frame in a large document, and whether the text is JSON is found out in another thread.
 */
export function jsonLook(): Extension {
  return [colours, indentation]
}

/** A string, with the colon behind it where it is a key; a number; a literal. */
const tokens = /("[^"\\\n]*(?:\\.[^"\\\n]*)*"?)(\s*:)?|(-?\d[\d.eE+-]*)|\b(?:true|false|null)\b/g

const marks = {
  key: Decoration.mark({ class: 'cm-json-key' }),
  string: Decoration.mark({ class: 'cm-json-string' }),
  number: Decoration.mark({ class: 'cm-json-number' }),
  literal: Decoration.mark({ class: 'cm-json-literal' }),
}

class Colours {
  decorations: DecorationSet

  constructor(view: EditorView) {
    this.decorations = coloured(view)
  }

  update({ docChanged, viewportChanged, view }: ViewUpdate): void {
    if (docChanged || viewportChanged) this.decorations = coloured(view)
  }
}

const colours = ViewPlugin.fromClass(Colours, { decorations: ({ decorations }) => decorations })

/** Longer lines are left as they are: the browser lays a line out as a whole, which takes long with many colours. */
const longestLine = 5000

function coloured({ state: { doc }, visibleRanges }: EditorView): DecorationSet {
  const found = new RangeSetBuilder<Decoration>()
  for (const { from, to } of visibleRanges) {
    for (let line = doc.lineAt(from); ; line = doc.line(line.number + 1)) {
      if (line.length <= longestLine) colour(line, found)
      if (line.to >= to) break
    }
  }
  return found.finish()
}

/** No string goes on in another line, so that each can be looked at by itself. */
function colour(line: Line, found: RangeSetBuilder<Decoration>): void {
  for (const { 0: whole, 1: string, 2: colon, 3: number, index } of line.text.matchAll(tokens)) {
    const mark = string ? (colon ? marks.key : marks.string) : number ? marks.number : marks.literal
    const start = line.from + index
    found.add(start, start + (string ?? whole).length, mark)
  }
}

/** A new line is where the one before is, or a step deeper behind a bracket that opens. */
const indentation = indentService.of((context, at) => {
  const { state, unit } = context
  if (context.simulatedBreak !== at) return null
  const opens = /[[{]\s*$/.test(state.sliceDoc(Math.max(0, at - 100), at))
  return context.lineIndent(at, -1) + (opens ? unit : 0)
})
