/**
 * What a step of the benchmark comes to, but not longer than so many milliseconds: a figure that is missing is better
 * than a run that never ends.
 * @throws Error when it takes longer
 */
export async function within<T>(milliseconds: number, what: string, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took more than ${milliseconds / 1000} s.`)), milliseconds)
  })
  return Promise.race([work, tooLong]).finally(() => clearTimeout(timer))
}

/** The same, with nothing where it takes too long or fails, which is said. */
export async function ifWithin<T>(milliseconds: number, what: string, work: Promise<T>): Promise<T | undefined> {
  return within(milliseconds, what, work).catch((error: unknown) => {
    console.log(`  Without a figure: ${error}`)
    return undefined
  })
}
