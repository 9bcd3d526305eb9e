/** How much of a text is wanted. */
export interface TextLimit {
  /** UTF-16 units. */
  readonly characters: number
  readonly lines: number
}

/** The beginning of a text; no character is cut in two, and no line end is left over. */
export function beginningOf(text: string, { characters, lines }: TextLimit): string {
  let end = -1
  for (let line = 0; line < lines; line += 1) {
    end = text.indexOf('\n', end + 1)
    if (end < 0 || end > characters) break
  }
  if (end < 0 || end > characters) end = Math.min(characters, text.length)
  const isSplit = end < text.length && /[\ud800-\udbff]/.test(text.charAt(end - 1))
  return text.slice(0, isSplit ? end - 1 : end)
}
