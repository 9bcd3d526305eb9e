import type { ChangedLine, CompareBlock } from '../../shared/document/compared-lines.ts'
import { memo } from '../../shared/memo.ts'
import { t } from '../../shared/text.ts'
import { exactText } from './exact-text.tsx'

interface CompareLinesProps {
  readonly blocks: readonly CompareBlock[]
  readonly onUnfold: (fold: string) => void
}

/** Where there is room, both messages are side by side; the style sheet puts lines into columns. */
export const CompareLines = memo(({ blocks, onUnfold }: CompareLinesProps) => (
  <>
    {blocks.map((block, index) => (
      <Block key={index} block={block} onUnfold={onUnfold} />
    ))}
  </>
))

interface BlockProps {
  readonly block: CompareBlock
  readonly onUnfold: (fold: string) => void
}

function Block({ block, onUnfold }: BlockProps) {
  switch (block.type) {
    case 'folded':
      return (
        <button type="button" class="unfold-lines" onClick={() => onUnfold(block.fold)}>
          {t(block.of === 'lines' ? 'unchangedLines' : 'unchangedCharacters', block.count)}
        </button>
      )
    case 'same':
      return (
        <div class="compared">
          {block.rows.map(({ left, right, text }, index) => (
            <>
              <SameLine number={left} row={index + 1} text={text} />
              <SameLine number={right} row={index + 1} text={text} isAgain />
            </>
          ))}
        </div>
      )
    case 'changed':
      return (
        <div class="compared">
          {block.rows.map(
            ({ removed }, index) =>
              removed && (
                <del class="compared-line" style={{ '--row': index + 1 }} key={`left-${index}`}>
                  <Changed line={removed} />
                </del>
              ),
          )}
          {block.rows.map(
            ({ added }, index) =>
              added && (
                <ins class="compared-line" style={{ '--row': index + 1 }} key={`right-${index}`}>
                  <Changed line={added} />
                </ins>
              ),
          )}
        </div>
      )
  }
}

interface SameLineProps {
  /** Only where the line begins to be shown. */
  readonly number: number | undefined
  readonly row: number
  readonly text: string
  /** Only drawn where both messages are side by side. */
  readonly isAgain?: boolean
}

function SameLine({ number, row, text, isAgain = false }: SameLineProps) {
  return (
    <div
      class={`compared-line ${isAgain ? 'again' : ''}`}
      style={{ '--row': row }}
      {...(isAgain ? { 'aria-hidden': true } : {})}
    >
      <span class="line-number">{number}</span>
      <span class="line-text">{exactText(text)}</span>
    </div>
  )
}

function Changed({ line: { number, parts } }: { line: ChangedLine }) {
  return (
    <>
      <span class="line-number">{number}</span>
      <span class="line-text">
        {parts.map(({ text, isChanged }, index) =>
          isChanged ? <mark key={index}>{exactText(text)}</mark> : exactText(text),
        )}
      </span>
    </>
  )
}
