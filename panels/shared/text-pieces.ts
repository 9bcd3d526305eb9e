/**
 * Cuts a text behind line ends into pieces of at least so many characters; a line is never cut, so the last piece of a
 * text without line ends is the whole of it.
 */
export function pieces(text: string, least: number): string[] {
  const cut: string[] = []
  let start = 0
  while (start < text.length) {
    const lineEnd = text.indexOf('\n', start + least - 1)
    const end = lineEnd === -1 ? text.length : lineEnd + 1
    cut.push(text.slice(start, end))
    start = end
  }
  return cut
}
