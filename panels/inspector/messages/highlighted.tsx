import { seen } from '../../shared/special.ts'

/** A text in which what is looked for is marked. @param pattern global, and one that cannot take long */
export function Highlighted({ text, pattern }: { text: string; pattern: RegExp }) {
  const pieces: (string | { readonly hit: string })[] = []
  let end = 0
  for (const found of text.matchAll(pattern)) {
    pieces.push(text.slice(end, found.index), { hit: found[0] })
    end = found.index + found[0].length
  }
  return (
    <>
      {pieces.map((piece, index) =>
        typeof piece === 'string' ? seen(piece) : <mark key={index}>{seen(piece.hit)}</mark>,
      )}
      {seen(text.slice(end))}
    </>
  )
}
