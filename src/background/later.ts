/** Milliseconds by which is put off what nobody waits for: what has woken the background is answered before. */
export const moment = 100

/**
 * A part that is made when it is first asked for, and once. With an `import()` in it, the part is loaded only then: Firefox
 * compiles all that it loads at each start of the background (vite.config.ts).
 */
export function later<Part>(make: () => Promise<Part>): () => Promise<Part> {
  let made: Promise<Part> | undefined
  return () => {
    made ??= make()
    return made
  }
}
