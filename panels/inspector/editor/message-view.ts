import { historyField, redoDepth, undoDepth } from '@codemirror/commands'
import { setDiagnostics } from '@codemirror/lint'
import { Annotation, type ChangeSet, Compartment, EditorState, type Extension, type Text } from '@codemirror/state'
import { EditorView, type ViewUpdate } from '@codemirror/view'
import { misfitInWords } from '../../../src/core/misfit.ts'
import type { Draft } from '../../../src/core/profile.ts'
import type { TextFault } from '../../../src/core/text-fault.ts'
import { said } from '../../shared/said.ts'
import type { PlacedMisfit } from '../model/inspection.ts'
import type { EditorContext, EditorPlace } from './editor.ts'
import { extensions, modeOf } from './extensions.ts'
import { asField } from './field.ts'
import { textAfter } from './text-after.ts'
import { variablesChanged } from './variables.ts'

/** The editors' states as JSON, by the profile, those used last at the end. */
export type Kept = Map<string, { readonly doc: string }>

interface MessageViewContext extends EditorContext, EditorPlace {
  readonly kept: Kept
}

/** Profiles whose changes can still be undone. */
const mostKept = 20
/** In UTF-16 code units; longer ones are not wrapped. */
const longestLine = 20_000
const fields = { history: historyField }
const fromModel = Annotation.define<true>()

/** The editor and the message it shows, which is the composer's. */
export class MessageView {
  readonly #context: MessageViewContext
  readonly #view: EditorView
  readonly #mode = new Compartment()
  readonly #wrapping = new Compartment()
  readonly #extensions: Extension
  #profileId: string | undefined
  /** The draft as the composer has it. */
  #draft: Draft | undefined
  /** What the editor holds. */
  #text = ''

  constructor(context: MessageViewContext) {
    this.#context = context
    this.#extensions = [
      extensions(context),
      this.#mode.of([]),
      this.#wrapping.of(EditorView.lineWrapping),
      EditorView.updateListener.of((update) => this.#onUpdate(update)),
    ]
    this.#view = new EditorView({ parent: context.parent, state: this.#stateOf('') })
    asField(this.#view)
  }

  show(profileId: string | undefined, draft: Draft): void {
    const before = this.#draft
    const isOther = profileId !== this.#profileId
    this.#draft = draft
    if (isOther) {
      this.#keep()
      this.#profileId = profileId
      this.#setState(draft.text)
    } else if (draft.text !== before?.text) this.#replace(draft.text)
    if (isOther || draft.sendAs !== before?.sendAs || draft.encoding !== before.encoding) {
      this.#view.dispatch({ effects: this.#mode.reconfigure(modeOf(draft)) })
    }
  }

  mark(fault: TextFault | undefined, misfits: readonly PlacedMisfit[]): void {
    const { state } = this.#view
    const marks = misfits.map(
      (misfit) =>
        ({ ...this.#valueAt(misfit.offset), severity: 'warning', message: said(misfitInWords(misfit)) }) as const,
    )
    const error =
      fault && ({ ...this.#characterAt(fault.offset), severity: 'error', message: said(fault.message) } as const)
    this.#view.dispatch(setDiagnostics(state, error ? [error] : marks))
  }

  /** Draws anew what depends on more than the text. */
  refresh(): void {
    this.#view.dispatch({ effects: variablesChanged.of(null) })
  }

  takeOver({ selection: { anchor, head }, scrollTop }: EditorPlace): void {
    const { length } = this.#view.state.doc
    this.#view.dispatch({ selection: { anchor: Math.min(anchor, length), head: Math.min(head, length) } })
    this.#view.scrollDOM.scrollTop = scrollTop
  }

  focus(): void {
    this.#view.focus()
  }

  dispose(): void {
    this.#keep()
    this.#view.destroy()
  }

  #stateOf(doc: string): EditorState {
    return EditorState.create({ doc, extensions: this.#extensions })
  }

  #onUpdate({ docChanged, changes, transactions }: ViewUpdate): void {
    if (docChanged) this.#text = textAfter(this.#text, changes)
    if (docChanged) this.#wrap(changes)
    const isOwn = transactions.some((transaction) => transaction.annotation(fromModel))
    if (!docChanged || isOwn || !this.#draft) return
    this.#draft = { ...this.#draft, text: this.#text }
    this.#context.composer.write(this.#text)
  }

  /** The composer holds another text. What is read only now was there before, and is no change to be undone. */
  #replace(text: string): void {
    const { state } = this.#view
    const isUntouched = state.doc.length === 0 && undoDepth(state) === 0 && redoDepth(state) === 0
    if (isUntouched) {
      this.#setState(text)
      this.#view.dispatch({ effects: this.#mode.reconfigure(this.#draft ? modeOf(this.#draft) : []) })
      return
    }
    const insert = state.toText(text)
    this.#view.dispatch({
      changes: { from: 0, to: state.doc.length, insert },
      selection: { anchor: insert.length },
      annotations: fromModel.of(true),
    })
  }

  #characterAt(offset: number) {
    const { doc } = this.#view.state
    const from = Math.min(offset, doc.length)
    return { from, to: Math.min(from + 1, doc.lineAt(from).to) }
  }

  /** A string, a number, a literal, or the bracket that a larger value begins with. */
  #valueAt(offset: number) {
    const { from, to } = this.#characterAt(offset)
    const value = /^(?:"[^"\\\n]*(?:\\.[^"\\\n]*)*"|[^\s"{}[\],:]+)/.exec(this.#view.state.sliceDoc(from, from + 1000))
    return { from, to: value ? from + value[0].length : to }
  }

  #setState(text: string): void {
    this.#view.setState(this.#keptState(text) ?? this.#stateOf(text))
    this.#text = this.#view.state.sliceDoc()
    this.#wrap()
  }

  /**
   * The browser lays a wrapped line out as a whole, which for a very long one takes longer than a frame.
   * @param changes what is new, where the rest was looked at before
   */
  #wrap(changes?: ChangeSet): void {
    const { doc } = this.#view.state
    const isLooked = changes && this.#view.lineWrapping
    const isWrapped = !(isLooked ? makesLongLine(doc, changes) : hasLongLine(doc))
    if (isWrapped === this.#view.lineWrapping) return
    this.#view.dispatch({ effects: this.#wrapping.reconfigure(isWrapped ? EditorView.lineWrapping : []) })
  }

  #keep(): void {
    const { kept } = this.#context
    if (this.#profileId === undefined || undoDepth(this.#view.state) === 0) return
    kept.delete(this.#profileId)
    kept.set(this.#profileId, this.#view.state.toJSON(fields))
    const [oldest] = kept.keys()
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
  }

  /** As it was left, where the text is still the same. */
  #keptState(text: string): EditorState | undefined {
    const found = this.#profileId === undefined ? undefined : this.#context.kept.get(this.#profileId)
    return found?.doc === text ? EditorState.fromJSON(found, { extensions: this.#extensions }, fields) : undefined
  }
}

/** Whether one of the lines that were changed is long: to look at all of them at each key would take too long. */
function makesLongLine(doc: Text, changes: ChangeSet): boolean {
  let isLong = false
  changes.iterChangedRanges((_fromBefore, _toBefore, from, to) => {
    for (let line = doc.lineAt(from); !isLong; line = doc.line(line.number + 1)) {
      isLong = line.length > longestLine
      if (line.to >= to) break
    }
  })
  return isLong
}

function hasLongLine(doc: Text): boolean {
  for (const line of doc.iterLines()) if (line.length > longestLine) return true
  return false
}
