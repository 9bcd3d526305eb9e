import { useSignal, useSignalEffect } from '@preact/signals'
import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { t } from '../../shared/text.ts'
import type { Editor } from '../editor/editor.ts'
import type { InspectorModel } from '../model/inspector-model.ts'
import { composerKey } from './composer-key.ts'
import { exampleOf } from './example.ts'

interface FieldProps {
  readonly model: InspectorModel
  /** The element that says what is wrong with the message. */
  readonly describedBy: string
}

/** Above this many characters the plain field keeps none beneath the editor: they would be laid out for nothing. */
const mostBeneath = 20_000

/**
 * The message: a plain text field until a person comes to it, and then an editor in its place. The field stays beneath,
 * so that what fills it in by script does so before and after.
 */
export function MessageField({ model, describedBy }: FieldProps) {
  const { composer, editorChunk } = model
  const field = useRef<HTMLTextAreaElement>(null)
  const parent = useRef<HTMLDivElement>(null)
  const editor = useEditor(model, field, parent, describedBy)
  const { text, sendAs, encoding } = composer.draft.current.value
  const write = () => {
    const written = field.current?.value ?? text
    if (written !== text) composer.write(written)
  }
  const pressed = useRef<string | undefined>(undefined)
  // What a script does is not trusted: it may go on with the plain field.
  const come = (event: Event) => {
    if (event.isTrusted) editorChunk.load()
  }
  return (
    <div class="message-field">
      <textarea
        ref={field}
        class="composer-text"
        aria-label={t('message')}
        aria-invalid={composer.isFaulty.value}
        aria-describedby={describedBy}
        aria-hidden={editor ? true : undefined}
        tabIndex={editor ? -1 : 0}
        placeholder={editor ? '' : exampleOf(sendAs, encoding)}
        spellcheck={false}
        value={editor && text.length > mostBeneath ? '' : text}
        onInput={write}
        onChange={write}
        onFocus={() => editor?.focus()}
        onBlur={() => void composer.draft.flush()}
        onPointerEnter={come}
        onKeyUp={(event) => {
          // Pressed elsewhere: it is the key that brought a person here.
          if (pressed.current !== event.code) come(event)
        }}
        onKeyDown={(event) => {
          pressed.current = event.code
          if (composerKey(event, composer)) event.preventDefault()
        }}
      />
      <div ref={parent} class="message-editor" hidden={!editor} />
    </div>
  )
}

/** @returns the editor once it has taken the field's place, with its caret and its focus */
function useEditor(
  { editorChunk }: InspectorModel,
  field: RefObject<HTMLTextAreaElement | null>,
  parent: RefObject<HTMLDivElement | null>,
  describedBy: string,
): Editor | undefined {
  const editor = useSignal<Editor | undefined>(undefined)
  const isHeld = useHeld(field)
  useSignalEffect(() => {
    const create = editorChunk.create.value
    const [before, place] = [field.current, parent.current]
    if (!create || isHeld.value || editor.peek() || !before || !place) return
    const hasFocus = document.activeElement === before
    const { selectionStart, selectionEnd, selectionDirection, scrollTop } = before
    const [anchor, head] =
      selectionDirection === 'backward' ? [selectionEnd, selectionStart] : [selectionStart, selectionEnd]
    place.hidden = false
    const made = create({ parent: place, describedBy, selection: { anchor, head }, scrollTop })
    if (hasFocus) made.focus()
    editor.value = made
  })
  useLayoutEffect(() => () => editor.peek()?.dispose(), [editor])
  return editor.value
}

/** Whether the field cannot be left now: characters are being composed, or text is being selected with the pointer. */
function useHeld(field: RefObject<HTMLTextAreaElement | null>) {
  const isHeld = useSignal(false)
  useLayoutEffect(() => {
    const hold = () => {
      isHeld.value = true
    }
    const release = () => {
      isHeld.value = false
    }
    const listening = new AbortController()
    const { signal } = listening
    for (const type of ['compositionstart', 'pointerdown']) field.current?.addEventListener(type, hold, { signal })
    field.current?.addEventListener('compositionend', release, { signal })
    for (const type of ['pointerup', 'pointercancel']) addEventListener(type, release, { signal })
    return () => listening.abort()
  }, [field, isHeld])
  return isHeld
}
