/** How long the first word on a port may take, in milliseconds. */
const patience = 5_000
/** The same after two without one: the browser ends a background that cannot begin if nobody calls it for half a minute. */
const longPatience = 35_000

/**
 * How long who opened a port to the background gives it for its first word, in milliseconds. A port to one that is just ending may
 * lead nowhere, and never say so.
 * @param unheard on how many in a row there was none
 */
export function timeForFirstWord(unheard: number): number {
  return unheard < 2 ? patience : longPatience
}
