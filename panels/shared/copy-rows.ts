/** Has what is marked in more than one cell of a grid copied as a table: a line for each row, tabs between cells. */
export function copyRows(page: Document): void {
  page.addEventListener('copy', copyMarked)
}

function copyMarked(event: ClipboardEvent): void {
  const selection = getSelection()
  const grid = event.target instanceof Element ? event.target.closest('[role="grid"]') : null
  if (!selection?.rangeCount || !grid) return
  const range = selection.getRangeAt(0)
  const rows = [...grid.querySelectorAll('[role="row"]')].filter((row) => range.intersectsNode(row))
  // What is beneath the line of a row has lines of its own.
  if (rows.some((row) => row.hasAttribute('data-expanded'))) return
  const table = rows.map((row) => cellsIn(row, range)).filter((cells) => cells.length > 0)
  if (table.flat().length < 2) return
  event.clipboardData?.setData('text/plain', table.map((cells) => cells.join('\t')).join('\n'))
  event.preventDefault()
}

function cellsIn(row: Element, range: Range): string[] {
  const cells = [...row.querySelectorAll('[role="gridcell"]')].filter((cell) => range.intersectsNode(cell))
  return cells.map((cell) => textIn(cell, range))
}

/** As much of the text of a cell as a range has. */
function textIn(cell: Element, range: Range): string {
  const part = document.createRange()
  part.selectNodeContents(cell)
  if (cell.contains(range.startContainer)) part.setStart(range.startContainer, range.startOffset)
  if (cell.contains(range.endContainer)) part.setEnd(range.endContainer, range.endOffset)
  // A badge and the text behind it are apart.
  return (
    [...part.cloneContents().childNodes]
      // As it is seen: a message has lines and tabs of its own.
      .map(({ textContent }) => textContent?.replace(/[\t\r\n]+/g, ' ').trim())
      .filter(Boolean)
      .join(' ')
  )
}
