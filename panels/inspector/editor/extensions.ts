import { completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap, insertNewline } from '@codemirror/commands'
import { bracketMatching } from '@codemirror/language'
import { nextDiagnostic, previousDiagnostic } from '@codemirror/lint'
import { search, searchKeymap } from '@codemirror/search'
import { EditorState, type Extension, Prec } from '@codemirror/state'
import { EditorView, highlightSpecialChars, keymap, lineNumbers, placeholder } from '@codemirror/view'
import type { Draft } from '../../../src/core/profile.ts'
import { special } from '../../shared/special.ts'
import { t } from '../../shared/text.ts'
import { composerKey } from '../composer/composer-key.ts'
import { exampleOf } from '../composer/example.ts'
import { isJsonWay } from '../model/outgoing.ts'
import type { EditorContext, EditorPlace } from './editor.ts'
import { jsonLook } from './json-look.ts'
import { phrases } from './phrases.ts'
import { theme } from './theme.ts'
import { variables } from './variables.ts'

/** Keys the composer or the panel has another use for. Tab is not taken either: it goes on to the next control. */
const taken = new Set(['Mod-Enter', 'Alt-ArrowUp', 'Alt-ArrowDown', 'Mod-Alt-g'])

/** What every message is edited with. */
export function extensions({ composer, known, describedBy }: EditorContext & EditorPlace): Extension {
  return [
    Prec.highest(
      EditorView.domEventHandlers({
        keydown: (event) => composerKey(event, composer),
        blur: () => void composer.draft.flush(),
        // Files are taken as bytes by what is around the editor, which would put their texts in as well.
        drop: ({ dataTransfer }) => Boolean(dataTransfer?.files.length),
      }),
    ),
    history(),
    lineNumbers(),
    highlightSpecialChars({ addSpecialChars: special }),
    bracketMatching(),
    search({ top: true }),
    variables(() => known.peek()),
    EditorState.tabSize.of(2),
    // A carriage return is a character like others, and stays; what is pasted has them only where lines end.
    EditorState.lineSeparator.of('\n'),
    EditorView.clipboardInputFilter.of((text) => text.replace(/\r\n?/g, '\n')),
    EditorView.contentAttributes.of(() => ({
      'aria-label': t('message'),
      'aria-describedby': describedBy,
      'aria-invalid': String(composer.isFaulty.peek()),
      spellcheck: 'false',
    })),
    EditorView.editorAttributes.of(({ state }) => ({
      class: `${composer.isFaulty.peek() ? 'cm-faulty' : ''} ${state.doc.lines > 1 ? 'cm-many-lines' : ''}`,
    })),
    keymap.of([
      { key: 'F8', run: nextDiagnostic, shift: previousDiagnostic },
      ...completionKeymap,
      ...historyKeymap,
      ...[...searchKeymap, ...defaultKeymap].filter(({ key = '' }) => !taken.has(key)),
    ]),
    phrases(),
    theme,
  ]
}

/** What depends on how the message is sent. Only JSON is indented: in a text each space counts. */
export function modeOf({ sendAs, encoding }: Pick<Draft, 'sendAs' | 'encoding'>): Extension {
  return [
    placeholder(exampleOf(sendAs, encoding)),
    isJsonWay(sendAs) ? jsonLook() : Prec.high(keymap.of([{ key: 'Enter', run: insertNewline, shift: insertNewline }])),
  ]
}
