/**
 * The steps of a plain path such as `$.auth.tokens[0]`; wild cards and filters are not taken.
 * @returns `undefined` for what is no such path.
 */
export function jsonPathSteps(path: string): readonly (string | number)[] | undefined {
  const rest = path.trim().replace(/^\$/, '')
  const dotted = rest === '' || rest.startsWith('.') || rest.startsWith('[') ? rest : `.${rest}`
  const step = /\.([^.[\]\s]+)|\[(\d+)\]|\["([^"\\]*)"\]|\['([^'\\]*)'\]/y
  const steps: (string | number)[] = []
  while (step.lastIndex < dotted.length) {
    const found = step.exec(dotted)
    if (!found) return undefined
    steps.push(found[2] === undefined ? (found[1] ?? found[3] ?? found[4] ?? '') : Number(found[2]))
  }
  return steps
}

/** What is at a place in a value that came from JSON; `undefined` when there is nothing. */
export function valueAt(value: unknown, steps: readonly (string | number)[]): unknown {
  return steps.reduce<unknown>((at, step) => {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined
    return (at as Record<string | number, unknown>)[step]
  }, value)
}
