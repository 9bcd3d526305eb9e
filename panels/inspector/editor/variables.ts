import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete'
import { type Extension, StateEffect } from '@codemirror/state'
import { Decoration, type EditorView, hoverTooltip, MatchDecorator, ViewPlugin } from '@codemirror/view'
import { reference } from '../../../src/core/variables.ts'
import { t } from '../../shared/text.ts'
import { variableInWords } from '../../shared/variable-words.ts'
import type { KnownVariable } from '../../shared/variables.ts'

type Known = () => ReadonlyMap<string, KnownVariable>

/** Other variables are known than before. */
export const variablesChanged = StateEffect.define<null>()

/** `{{name}}`: marked, completed, and with its value where the pointer rests. */
export function variables(known: Known): Extension {
  return [
    marks(known),
    hoverTooltip((view, at) => {
      const found = referenceAt(view, at)
      return found ? { ...found, above: true, create: () => ({ dom: describeVariable(found.name, known()) }) } : null
    }),
    autocompletion({ override: [(context) => complete(context, known())], icons: false }),
  ]
}

function marks(known: Known): Extension {
  const decorator = new MatchDecorator({
    regexp: new RegExp(reference),
    decoration: ([, name = '']) =>
      Decoration.mark({ class: known().has(name) ? 'cm-variable' : 'cm-variable cm-unknown' }),
  })
  return ViewPlugin.define(
    (view) => ({
      decorations: decorator.createDeco(view),
      update(update) {
        const isNew = update.transactions.some(({ effects }) => effects.some((effect) => effect.is(variablesChanged)))
        this.decorations = isNew ? decorator.createDeco(update.view) : decorator.updateDeco(update, this.decorations)
      },
    }),
    { decorations: ({ decorations }) => decorations },
  )
}

/** How far from the pointer a reference may begin or end: lines can be very long. */
const reach = 200

function referenceAt({ state }: EditorView, at: number) {
  const line = state.doc.lineAt(at)
  const start = Math.max(line.from, at - reach)
  for (const { 0: whole, 1: name = '', index } of state
    .sliceDoc(start, Math.min(line.to, at + reach))
    .matchAll(reference)) {
    const pos = start + index
    if (pos <= at && at < pos + whole.length) return { pos, end: pos + whole.length, name }
  }
  return undefined
}

function describeVariable(name: string, known: ReadonlyMap<string, KnownVariable>): HTMLElement {
  const element = document.createElement('div')
  element.className = 'cm-variable-value'
  const variable = known.get(name)
  element.textContent = variable ? variableInWords(variable) : t('unknownVariables', `{{${name}}}`)
  return element
}

function complete(context: CompletionContext, known: ReadonlyMap<string, KnownVariable>): CompletionResult | null {
  const before = context.matchBefore(/\{\{\s*[\w$.-]*/)
  if (!before) return null
  const name = before.text.replace(/^\{\{\s*/, '')
  return { from: before.to - name.length, options: [...known.values()].map(asOption), validFor: /^[\w$.-]*$/ }
}

function asOption(variable: KnownVariable): Completion {
  const { name } = variable
  return {
    label: name,
    detail: variableInWords(variable),
    // What an environment says comes before what is always there.
    boost: variable.origin === 'built-in' ? -1 : 0,
    apply(view, _, from, to) {
      const isClosed = view.state.sliceDoc(to, to + 2) === '}}'
      const anchor = from + name.length + 2
      const insert = isClosed ? name : `${name}}}`
      view.dispatch({ changes: { from, to, insert }, selection: { anchor }, userEvent: 'input.complete' })
    },
  }
}
