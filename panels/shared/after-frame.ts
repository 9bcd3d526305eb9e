/**
 * Does something right after the next frame was painted, when there is the most time until the one that follows: what
 * is begun shortly before a frame makes that one late. Not at all while the page is not seen.
 */
export function afterFrame(work: () => void): void {
  requestAnimationFrame(() => setTimeout(work))
}
