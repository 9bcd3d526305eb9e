/** `1 request`, `2 requests`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** Names in a note, as many as can be read. */
export function listed(names: readonly string[]): string {
  const all = names.join(', ')
  return all.length > 300 ? `${all.slice(0, 299)}…` : all
}
