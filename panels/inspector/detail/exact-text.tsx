import type { ComponentChildren } from 'preact'
import { special } from '../../shared/special.ts'

/** Where one is repeated, all of them are one element: there are messages of nothing else. A lone CR is none of a line end. */
const runs = new RegExp(`(${special.source})\\1*|\\r(?!\\n)`, 'g')

/** So many elements take no longer than a few frames. */
const mostCharacters = 500

/**
 * A text with its special characters in elements that show what they are. The text itself stays as it is, so that what is
 * marked and copied is what was received.
 */
export function exactText(text: string): ComponentChildren {
  const pieces: ComponentChildren[] = []
  let end = 0
  for (const { 0: run, index } of text.matchAll(runs)) {
    pieces.push(
      text.slice(end, index),
      <span class="special" data-name={nameOf(run)} key={index}>
        {run}
      </span>,
    )
    end = index + run.length
  }
  return end === 0 ? text : [...pieces, text.slice(end)]
}

/** Whether a text has so many of them that no more than what is seen of it may be drawn. */
export function isCrowded(text: string): boolean {
  const found = text.matchAll(runs)
  for (let count = 0; !found.next().done; count += 1) if (count === mostCharacters) return true
  return false
}

/** Its number, which any font has. */
function nameOf(run: string): string {
  const number = `U+${run.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
  return run.length === 1 ? number : `${number} × ${run.length}`
}
