import { useRef } from 'preact/hooks'
import { Choice, IconButton } from '../../shared/controls.tsx'
import { t } from '../../shared/text.ts'
import type { InspectorModel } from '../model/inspector-model.ts'

/** What belongs to a message that is no JSON. */
export function MoreActions({ model }: { model: InspectorModel }) {
  const { sendAs, lineEnds, text } = model.composer.draft.current.value
  if (sendAs === 'binary') return <BinaryActions model={model} />
  return lineEnds === 'crlf' || text.includes('\n') ? <LineEndsChoice model={model} /> : null
}

function LineEndsChoice({ model: { composer } }: { model: InspectorModel }) {
  return (
    <Choice
      label={t('lineEnds')}
      value={composer.draft.current.value.lineEnds ?? 'lf'}
      options={[
        ['lf', 'LF'],
        ['crlf', 'CRLF'],
      ]}
      onChoose={composer.chooseLineEnds}
    />
  )
}

function BinaryActions({ model: { composer } }: { model: InspectorModel }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Choice
        label={t('binaryEncoding')}
        value={composer.draft.current.value.encoding ?? 'hex'}
        options={[
          ['hex', t('encodingHex')],
          ['base64', t('encodingBase64')],
        ]}
        onChoose={composer.chooseEncoding}
      />
      <IconButton icon="file" label={t('messageFromFile')} onClick={() => input.current?.click()} />
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('messageFile')}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? []
          if (file) void composer.takeFile(file)
          event.currentTarget.value = ''
        }}
      />
    </>
  )
}
