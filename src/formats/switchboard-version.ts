/** The version of our own files that is written; all older ones are read. */
export const switchboardVersion = 2
