/**
 * A part that is made when it is first asked for, and once. With an `import()` in it, the part is loaded only then: Firefox
 * compiles all that it loads at each start of the background (vite.config.ts).
 */
export function once<Part>(make: () => Promise<Part>): () => Promise<Part> {
  let made: Promise<Part> | undefined
  return () => {
    made ??= make()
    return made
  }
}
