import { useComputed, useSignal } from '@preact/signals'
import type { TargetedFocusEvent, TargetedKeyboardEvent } from 'preact'
import type { AuditEntry, AuditedContent } from '../../src/core/audit.ts'
import { memo } from '../shared/memo.ts'
import { seen } from '../shared/special.ts'
import { t } from '../shared/text.ts'
import type { AuditView } from './audit-view.ts'
import { type AuditColumn, cellText, columns } from './audit-words.ts'

/** A cell of the grid; the row with number 0 is the header. */
interface Place {
  readonly row: number
  readonly column: number
}

/** How far PgUp and PgDn go. */
const pageRows = 10

/** The entries as a table, of which one cell at a time can have the focus. */
export function AuditGrid({ view }: { view: AuditView }) {
  const rows = view.shown.value
  const wanted = useSignal<Place>({ row: 0, column: 0 })
  /** Where the keyboard is, or begins. */
  const active = useComputed(() => within(wanted.value, view.shown.value.length)).value
  const columnIn = (row: number) => (row === active.row ? active.column : undefined)

  const onKeyDown = (event: TargetedKeyboardEvent<HTMLTableElement>) => {
    if (event.altKey || event.metaKey || event.shiftKey) return
    const target = keyTarget(event, active, rows.length)
    if (target) cellAt(event.currentTarget, within(target, rows.length))?.focus()
    else if (!isActing(event)) return
    event.preventDefault()
  }
  return (
    // Firefox would make what scrolls a stop of its own.
    <div class="audit-scroll" tabIndex={-1}>
      <table
        class="audit"
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table that is sorted is a grid.
        role="grid"
        aria-label={t('auditLedger')}
        aria-rowcount={rows.length}
        onKeyDown={onKeyDown}
        onFocusIn={(event) => {
          wanted.value = placeOf(event) ?? wanted.peek()
        }}
      >
        <thead>
          <tr>
            {columns.map(([column, key], index) => (
              <Header key={column} view={view} column={column} label={t(key)} isActive={columnIn(0) === index} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((entry, index) => (
            <Row key={entry.seq} entry={entry} index={index + 1} activeColumn={columnIn(index + 1)} />
          ))}
        </tbody>
      </table>
      <p class="hint" role="status">
        {view.looking.value && t('auditLooking')}
        {!view.looking.value && rows.length === 0 && view.fault.value === undefined && t('auditEmpty')}
      </p>
    </div>
  )
}

interface HeaderProps {
  readonly view: AuditView
  readonly column: AuditColumn
  readonly label: string
  readonly isActive: boolean
}

function Header({ view, column, label, isActive }: HeaderProps) {
  const { column: sorted, descending } = view.order.value
  const direction = sorted === column ? (descending ? 'descending' : 'ascending') : 'none'
  return (
    <th scope="col" aria-sort={direction}>
      <button type="button" tabIndex={isActive ? 0 : -1} onClick={() => view.sortBy(column)}>
        {label}
      </button>
    </th>
  )
}

interface RowProps {
  readonly entry: AuditEntry
  readonly index: number
  readonly activeColumn: number | undefined
}

const Row = memo(({ entry, index, activeColumn }: RowProps) => (
  <tr aria-rowindex={index} data-decision={entry.decision} data-action={entry.action}>
    {columns.map(([column], at) => (
      <td
        key={column}
        tabIndex={at === activeColumn ? 0 : -1}
        title={column === 'connectionId' ? entry.connectionId : undefined}
      >
        {seen(cellText(entry, column))}
        {column === 'detail' && entry.content && <Content content={entry.content} />}
      </td>
    ))}
  </tr>
))

function Content({ content }: { content: AuditedContent }) {
  return (
    <details>
      <summary tabIndex={-1}>{t(content.cut ? 'auditMessageBeginning' : 'auditMessageContent')}</summary>
      <p class="audit-content">{seen(content.data)}</p>
    </details>
  )
}

/** The keys of a grid: https://www.w3.org/WAI/ARIA/apg/patterns/grid/ */
function keyTarget({ key, ctrlKey }: KeyboardEvent, { row, column }: Place, rows: number): Place | undefined {
  const last = columns.length - 1
  const targets: Readonly<Record<string, Place>> = ctrlKey
    ? { Home: { row: 0, column: 0 }, End: { row: rows, column: last } }
    : {
        ArrowUp: { row: row - 1, column },
        ArrowDown: { row: row + 1, column },
        ArrowLeft: { row, column: column - 1 },
        ArrowRight: { row, column: column + 1 },
        PageUp: { row: row - pageRows, column },
        PageDown: { row: row + pageRows, column },
        Home: { row, column: 0 },
        End: { row, column: last },
      }
  return targets[key]
}

/** Shows or hides what a cell has beneath its text. @returns whether the key asked for it, and the cell has any */
function isActing({ key, target }: KeyboardEvent): boolean {
  if ((key !== 'Enter' && key !== ' ') || !(target instanceof HTMLTableCellElement)) return false
  const summary = target.querySelector('summary')
  summary?.click()
  return summary !== null
}

function within({ row, column }: Place, rows: number): Place {
  return {
    row: Math.min(rows, Math.max(0, row)),
    column: Math.min(columns.length - 1, Math.max(0, column)),
  }
}

/** What has the focus at a cell: in the header the button that sorts. */
function cellAt(table: HTMLTableElement, { row, column }: Place): HTMLElement | undefined {
  const cell = table.rows[row]?.cells[column]
  return cell?.querySelector('button') ?? cell
}

function placeOf({ target }: TargetedFocusEvent<HTMLTableElement>): Place | undefined {
  const cell = target instanceof Element ? target.closest<HTMLTableCellElement>('th, td') : null
  const row = cell?.closest('tr')
  return cell && row ? { row: row.rowIndex, column: cell.cellIndex } : undefined
}
