/** Milliseconds by which is put off what nobody waits for: what has woken the background is answered before. */
export const moment = 100
