/**
 * Cuts a text into pieces of at least so many characters, behind line ends where there are any: a line of more than
 * four times that length is cut, too, but between two characters that belong together it is not.
 */
export function pieces(text: string, least: number): string[] {
  const cut: string[] = []
  for (let start = 0; start < text.length; ) {
    const end = endOfPiece(text, start, least)
    cut.push(text.slice(start, end))
    start = end
  }
  return cut
}

function endOfPiece(text: string, start: number, least: number): number {
  const longest = start + 4 * least
  // No further: without line ends, each piece would have all that follows looked through.
  const lineEnd = text.slice(start + least - 1, longest).indexOf('\n')
  if (lineEnd >= 0) return start + least + lineEnd
  if (text.length <= longest) return text.length
  const within = start + least
  return isLowSurrogate(text.charCodeAt(within)) ? within + 1 : within
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff
}
