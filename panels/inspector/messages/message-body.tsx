import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useMemo } from 'preact/hooks'
import { byteSize } from '../../shared/format.ts'
import { hexDump } from '../../shared/hex-dump.ts'
import { jsonTokens, prettyJson } from '../../shared/json-layout.ts'
import { t } from '../../shared/text.ts'
import { pieces } from '../../shared/text-pieces.ts'

/** Characters or bytes that are drawn without asking, whole lines of a hex dump: what lies beyond takes a while. */
const firstPart = 65_536

export function TextBody({ text }: { text: string }) {
  const cut = useMemo(() => pieces(text, firstPart), [text])
  if (text === '') return <p class="faint detail-note">{t('emptyMessage')}</p>
  return (
    <Pieces
      count={cut.length}
      rest={text.length - firstPart}
      first={() => text.slice(0, firstPart)}
      piece={(index) => cut[index]}
      wrap
    />
  )
}

export function JsonBody({ json }: { json: string }) {
  const pretty = useMemo(() => prettyJson(json), [json])
  const cut = useMemo(() => pieces(pretty, firstPart), [pretty])
  return (
    <Pieces
      count={cut.length}
      rest={pretty.length - firstPart}
      first={() => <ColouredJson text={pretty.slice(0, firstPart)} />}
      piece={(index) => <ColouredJson text={cut[index] ?? ''} />}
      wrap
    />
  )
}

export function BytesBody({ bytes }: { bytes: Uint8Array }) {
  const piece = (index: number) => hexDump(bytes, index * firstPart, Math.min(bytes.length, (index + 1) * firstPart))
  if (bytes.length === 0) return <p class="faint detail-note">{t('emptyMessage')}</p>
  return (
    <Pieces
      count={Math.ceil(bytes.length / firstPart)}
      rest={bytes.length - firstPart}
      first={() => piece(0)}
      piece={piece}
    />
  )
}

function ColouredJson({ text }: { text: string }) {
  const tokens = useMemo(() => jsonTokens(text), [text])
  return (
    <>
      {tokens.map(({ kind, text: token }, index) =>
        kind === 'other' ? (
          token
        ) : (
          <span key={index} class={`json-${kind}`}>
            {token}
          </span>
        ),
      )}
    </>
  )
}

interface PiecesProps {
  readonly count: number
  /** How much lies beyond the first part; nothing when it is not positive. */
  readonly rest: number
  readonly wrap?: true
  readonly first: () => ComponentChildren
  readonly piece: (index: number) => ComponentChildren
}

/** Long content: its first part at once, the whole when asked for, of which the browser lays out what is seen. */
function Pieces({ count, rest, wrap, first, piece }: PiecesProps) {
  const isWhole = useSignal(rest <= 0)
  const style = `piece ${wrap ? 'wrap' : ''}`
  if (isWhole.value) {
    return (
      <>
        {Array.from({ length: count }, (_, index) => (
          <pre key={index} class={style}>
            {piece(index)}
          </pre>
        ))}
      </>
    )
  }
  return (
    <>
      <pre class={style}>{first()}</pre>
      <p class="detail-note">
        {t('restNotShown', byteSize(rest))}{' '}
        <button
          type="button"
          onClick={() => {
            isWhole.value = true
          }}
        >
          {t('showAll')}
        </button>
      </p>
    </>
  )
}
