import { EditorState } from '@codemirror/state'
import { t } from '../../shared/text.ts'

/** What the editor says by itself, in the language of the panel. */
export function phrases() {
  return EditorState.phrases.of({
    Find: t('editorFind'),
    Replace: t('editorReplaceWith'),
    next: t('editorNext'),
    previous: t('editorPrevious'),
    all: t('editorAll'),
    'match case': t('editorMatchCase'),
    regexp: t('regularExpression'),
    'by word': t('editorWholeWords'),
    replace: t('editorReplace'),
    'replace all': t('editorReplaceAll'),
    close: t('close'),
    'current match': t('editorMatch'),
    'on line': t('editorOnLine'),
    'replaced match on line $': t('editorReplacedOnLine', '$'),
    'replaced $ matches': t('editorReplacedMatches', '$'),
    Completions: t('variables'),
    'Control character': t('editorControlCharacter'),
    'Selection deleted': t('editorSelectionDeleted'),
  })
}
