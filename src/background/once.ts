/**
 * A part that is made when it is first asked for, and once; where that fails, anew when it is asked for again. With an `import()` in it, the part is loaded only then: Firefox
 * compiles all that it loads at each start of the background (vite.config.ts).
 */
export function once<Part>(make: () => Promise<Part>): () => Promise<Part> {
  let made: Promise<Part> | undefined
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined
      throw error
    })
    return made
  }
}
