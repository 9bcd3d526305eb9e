import type { Line } from '../../shared/document/compare.ts'
import { t } from '../../shared/text.ts'
import type { CompareBlock } from './compare-blocks.ts'
import { exactText } from './exact-text.tsx'

interface CompareLinesProps {
  readonly block: CompareBlock
  readonly onUnfold: (stretch: number) => void
}

/** Where there is room, both messages are side by side; the style sheet puts lines into columns. */
export function CompareLines({ block, onUnfold }: CompareLinesProps) {
  switch (block.type) {
    case 'folded':
      return (
        <button type="button" class="unfold-lines" onClick={() => onUnfold(block.stretch)}>
          {t('unchangedLines', block.lines)}
        </button>
      )
    case 'same':
      return (
        <div class="compared">
          {block.lines.map((text, index) => (
            <>
              <SameLine number={block.left + index} row={index + 1} text={text} />
              <SameLine number={block.right + index} row={index + 1} text={text} isAgain />
            </>
          ))}
        </div>
      )
    case 'changed':
      return (
        <div class="compared">
          {block.removed.map((line, index) => (
            <del class="compared-line" style={{ '--row': index + 1 }} key={`left-${index}`}>
              <span class="line-number">{block.left + index}</span>
              <Parts line={line} />
            </del>
          ))}
          {block.added.map((line, index) => (
            <ins class="compared-line" style={{ '--row': index + 1 }} key={`right-${index}`}>
              <span class="line-number">{block.right + index}</span>
              <Parts line={line} />
            </ins>
          ))}
        </div>
      )
  }
}

interface SameLineProps {
  readonly number: number
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

function Parts({ line }: { line: Line }) {
  return (
    <span class="line-text">
      {line.map(({ text, isChanged }, index) =>
        isChanged ? <mark key={index}>{exactText(text)}</mark> : exactText(text),
      )}
    </span>
  )
}
