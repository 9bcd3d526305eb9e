/**
 * Changes a value from what it is by then, and not from what was drawn: two controls may change it before either is
 * drawn anew, as when one is left by a click on the other.
 */
export type Change<Value> = (next: (present: Value) => Value) => void

/** Puts members in the place of those there are. */
export function parts<Value extends object>(change: Change<Value>): (part: Partial<Value>) => void {
  return (part) => change((present) => ({ ...present, ...part }))
}

/** The same for one of several types; a value that is of another one by then has no such members. */
export function partsOf<Value extends { readonly type: string }, Type extends Value['type']>(
  change: Change<Value>,
  type: Type,
): (part: Partial<Extract<Value, { readonly type: Type }>>) => void {
  return (part) => change((present) => (present.type === type ? { ...present, ...part } : present))
}

/** Changes one member of a value. */
export function member<Value extends object, Key extends keyof Value>(
  change: Change<Value>,
  key: Key,
): Change<Value[Key]> {
  return (next) => change((present) => ({ ...present, [key]: next(present[key]) }))
}

/** Changes the row at an index; one that is not there any more stays away. */
export function row<Row>(change: Change<readonly Row[]>, index: number): Change<Row> {
  return (next) => change((rows) => rows.map((one, at) => (at === index ? next(one) : one)))
}
