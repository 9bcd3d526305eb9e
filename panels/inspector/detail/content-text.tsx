import { useSignal } from '@preact/signals'
import type { ComponentChildren, RefObject } from 'preact'
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import { hexDump } from '../../shared/hex-dump.ts'
import { jsonTokens } from '../../shared/json-layout.ts'
import { t } from '../../shared/text.ts'
import { pieces } from '../../shared/text-pieces.ts'
import { exactText, isCrowded } from './exact-text.tsx'
import { Parts } from './parts.tsx'

/** Characters in a part: some screens full. */
const partLength = 16_384
/** The same where many have an element of their own, which takes a hundred times as long. */
const crowdedLength = 2048
/** Bytes in a part, whole lines of the dump. */
const partBytes = 4096

/** What a line of 16 bytes takes, in pixels. */
const longLine = 580

const lineHeight = 18
/** Guesses: how wide the pane is only shows when it is drawn. */
const charactersPerLine = 80
const crowdedPerLine = 20

/** A text as it is. */
export function TextContent({ text }: { text: string }) {
  if (text === '') return <EmptyMessage />
  return <Pieces text={text} draw={(piece) => <pre class="piece wrap">{exactText(piece)}</pre>} />
}

/** JSON that is laid out, in colours. */
export function JsonContent({ json }: { json: string }) {
  return <Pieces text={json} draw={(piece) => <ColouredJson text={piece} />} />
}

interface PiecesProps {
  readonly text: string
  readonly draw: (piece: string) => ComponentChildren
}

function Pieces({ text, draw }: PiecesProps) {
  const cut = useMemo(() => pieces(text, partLength), [text])
  const height = useMemo(() => heights(cut, isCrowded(cut[0] ?? '') ? crowdedPerLine : charactersPerLine), [cut])
  return <Parts count={cut.length} height={height} part={(index) => <Piece text={cut[index] ?? ''} draw={draw} />} />
}

/** A part; it is found out when it is drawn whether it has to be drawn in parts itself. */
function Piece({ text, draw }: PiecesProps) {
  const cut = useMemo(() => (isCrowded(text) ? pieces(text, crowdedLength) : [text]), [text])
  if (cut.length === 1) return draw(text)
  return <Parts count={cut.length} height={heights(cut, crowdedPerLine)} part={(index) => draw(cut[index] ?? '')} />
}

export function HexContent({ bytes }: { bytes: Uint8Array }) {
  const place = useRef<HTMLDivElement>(null)
  const perLine = useBytesPerLine(place)
  const end = (index: number) => Math.min(bytes.length, (index + 1) * partBytes)
  return (
    <div ref={place}>
      {bytes.length === 0 && <EmptyMessage />}
      <Parts
        key={perLine}
        count={Math.ceil(bytes.length / partBytes)}
        height={(index) => ((end(index) - index * partBytes) / perLine) * lineHeight}
        part={(index) => <pre class="piece">{hexDump(bytes, index * partBytes, end(index), perLine)}</pre>}
      />
    </div>
  )
}

/** As many as there is room for. */
function useBytesPerLine(place: RefObject<HTMLDivElement | null>): number {
  const perLine = useSignal(16)
  useLayoutEffect(() => {
    const element = place.current
    if (!element) return
    const measure = () => {
      perLine.value = element.clientWidth > 0 && element.clientWidth < longLine ? 8 : 16
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [place, perLine])
  return perLine.value
}

function EmptyMessage() {
  return <p class="faint detail-note">{t('emptyMessage')}</p>
}

/** Laid-out JSON, in colours. */
export function ColouredJson({ text }: { text: string }) {
  const tokens = useMemo(() => jsonTokens(text), [text])
  return (
    <pre class="piece wrap">
      {tokens.map(({ kind, text: token }, index) =>
        kind === 'other' ? (
          exactText(token)
        ) : (
          <span key={index} class={`json-${kind}`}>
            {exactText(token)}
          </span>
        ),
      )}
    </pre>
  )
}

/** The first part tells how long lines are. @param perLine how many characters fit into one, about */
function heights(cut: readonly string[], perLine: number): (index: number) => number {
  const [first = ''] = cut
  const lines = first.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / perLine)), 0)
  return (index) => ((cut[index]?.length ?? 0) / first.length) * lines * lineHeight
}
