import { EditorView } from '@codemirror/view'

const underline = (colour: string) => ({
  backgroundImage: 'none',
  textDecoration: `underline wavy ${colour}`,
  textDecorationSkipInk: 'none',
})

/** The panel's own colours and measures, which follow its theme. */
const look = EditorView.theme({
  '&': { blockSize: '100%', minBlockSize: '0', background: 'var(--field)', color: 'var(--text)' },
  // Its own name for it comes a moment later.
  '&.cm-focused, &:has(.cm-content:focus)': { outline: '2px solid var(--accent)', outlineOffset: '-2px' },
  '&.cm-faulty': { boxShadow: 'inset 3px 0 var(--bad)' },
  '.cm-scroller': { font: '12px / 1.5 var(--mono)', lineHeight: '1.5', overflow: 'auto' },
  '.cm-content': { padding: '6px 0', caretColor: 'var(--text)' },
  '.cm-line': { padding: '0 10px' },
  '.cm-placeholder': { color: 'var(--text-faint)' },
  '.cm-gutters': { border: '0', background: 'none', color: 'var(--text-faint)' },
  '&:not(.cm-many-lines) .cm-gutters': { display: 'none' },
  '&.cm-many-lines .cm-line': { paddingInlineStart: '4px' },
  '.cm-lineNumbers .cm-gutterElement': { minInlineSize: '24px', padding: '0 4px 0 8px' },
  '.cm-json-key': { color: 'var(--json-key)' },
  '.cm-json-string': { color: 'var(--json-string)' },
  '.cm-json-number': { color: 'var(--json-number)' },
  '.cm-json-literal': { color: 'var(--json-literal)' },
  '.cm-line .cm-specialChar': { color: 'var(--bad)' },
  '.cm-variable': { borderRadius: '3px', background: 'var(--chip)', color: 'var(--accent)' },
  '.cm-variable *': { color: 'inherit' },
  '.cm-variable.cm-unknown': { background: 'var(--bad-back)', color: 'var(--bad)' },
  '&.cm-focused .cm-matchingBracket, .cm-matchingBracket': {
    background: 'none',
    boxShadow: 'inset 0 0 0 1px var(--line-strong)',
  },
  '&.cm-focused .cm-nonmatchingBracket, .cm-nonmatchingBracket': {
    background: 'none',
    boxShadow: 'inset 0 0 0 1px var(--bad)',
  },
  '.cm-lintRange-error': underline('var(--bad)'),
  '.cm-lintRange-warning': underline('var(--wait)'),
  '.cm-lintPoint::after': { borderBottomColor: 'var(--bad)' },
  '.cm-searchMatch': { background: 'var(--wait-back)', boxShadow: 'inset 0 0 0 1px var(--wait)' },
  '.cm-searchMatch.cm-searchMatch-selected': { background: 'var(--wait)', color: 'var(--back)' },
  '.cm-searchMatch-selected *': { color: 'inherit' },
  '.cm-selectionMatch': { background: 'var(--chip)' },
})

/** What is seen of controls whose words are hidden. */
function signs(texts: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    Object.entries(texts).map(([which, text]) => [
      `.cm-panel.cm-search > ${which}::after`,
      { content: `"${text}" / ""` },
    ]),
  )
}

/** What lies over the text or beside it. */
const surroundings = EditorView.theme({
  '.cm-tooltip': {
    border: '1px solid var(--line)',
    borderRadius: '4px',
    background: 'var(--surface)',
    boxShadow: '0 2px 10px #0003',
    color: 'var(--text)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { maxBlockSize: '12em', font: '12px / 1.5 var(--mono)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '1px 8px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    background: 'var(--picked)',
    color: 'var(--text)',
  },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '600' },
  '.cm-completionDetail': { color: 'var(--text-soft)', fontStyle: 'normal' },
  '.cm-variable-value, .cm-diagnostic': { padding: '3px 8px', maxInlineSize: '360px', overflowWrap: 'anywhere' },
  '.cm-diagnostic': { marginInlineStart: '0', borderInlineStart: '3px solid var(--bad)' },
  '.cm-diagnostic-warning': { borderInlineStartColor: 'var(--wait)' },
  '.cm-panels': { border: '0', background: 'var(--bar)', color: 'var(--text)' },
  '.cm-panels.cm-panels-top': { borderBlockEnd: '1px solid var(--line)' },
  '.cm-panel.cm-search': { padding: '4px 28px 4px 8px', font: '12px / 1.4 var(--sans)' },
  '.cm-panel.cm-search label': { fontSize: '12px' },
  '.cm-panel.cm-search .cm-textfield, .cm-panel.cm-search .cm-button': {
    margin: '2px 4px 2px 0',
    border: '1px solid var(--line-strong)',
    borderRadius: '3px',
    padding: '1px 6px',
    background: 'var(--field)',
    color: 'var(--text)',
    fontSize: '12px',
  },
  '.cm-panel.cm-search .cm-button:hover': { background: 'var(--hover)' },
  // There is one selection, which cannot be all that was found.
  '.cm-panel.cm-search [name=select]': { display: 'none' },
  // Signs in place of words, which are still what is read out.
  '@container (max-width: 640px)': {
    '.cm-panel.cm-search': { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '3px 4px' },
    '.cm-panel.cm-search > br': { display: 'none' },
    '.cm-panel.cm-search > :is(.cm-textfield, .cm-button)': { margin: '0' },
    '.cm-panel.cm-search > .cm-textfield': { flex: '1 1 100px', minInlineSize: '0' },
    '.cm-panel.cm-search > label': { display: 'inline-flex', alignItems: 'center' },
    '.cm-panel.cm-search > .cm-button': { gap: '0' },
    '.cm-panel.cm-search > :is(label, [name=next], [name=prev])': { fontSize: '0' },
    '.cm-panel.cm-search > :is(label, [name=next], [name=prev])::after': { fontSize: '12px' },
    ...signs({ '[name=next]': '↓', '[name=prev]': '↑' }),
    ...signs({ ':has([name=case])': 'Aa', ':has([name=re])': '.*', ':has([name=word])': '“W”' }),
  },
  // Where there is little room, to find comes before to replace.
  '@container (max-height: 160px)': {
    '.cm-panel.cm-search > :is(br, [name=replace], [name=replaceAll])': { display: 'none' },
  },
  '@container (max-height: 160px) and (max-width: 640px)': {
    '.cm-panel.cm-search > label': { display: 'none' },
  },
  '.cm-panel.cm-search [name=close]': { color: 'var(--text)', fontSize: '16px', inlineSize: '20px' },
})

export const theme = [look, surroundings]
