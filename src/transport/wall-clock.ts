/** More milliseconds than this between the two clocks mean that the computer has slept or that its clock was set. */
const jump = 500

/**
 * The time of day with the fractions that `Date.now` lacks. It runs evenly, whatever small corrections the computer's
 * clock gets, and goes along when that jumps.
 * @param origin epoch milliseconds of the moment `steady` counts from
 * @param steady milliseconds since then; it may stand still while the computer sleeps
 * @param date epoch milliseconds, whole ones
 */
export function wallClock(origin: number, steady: () => number, date: () => number): () => number {
  let shift = origin
  return () => {
    const at = shift + steady()
    const off = date() - at
    if (Math.abs(off) < jump) return at
    shift += off
    return at + off
  }
}
