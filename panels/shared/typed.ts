/**
 * What was written for each type of a value: who chooses one by mistake, or goes past it with the arrow keys, loses
 * nothing.
 */
export interface Typed<Value extends { readonly type: string }> {
  /**
   * Makes of a value one of a type, as it was when it was of that last.
   * @param place which value it is, where there are several
   */
  as(type: Value['type'], empty: (type: Value['type']) => Value, place?: string | number): (present: Value) => Value
  /** Values have changed their places. */
  forget(): void
}

export function createTyped<Value extends { readonly type: string }>(): Typed<Value> {
  const typed = new Map<string, Value>()
  return {
    as: (type, empty, place) => (present) => {
      typed.set(`${place} ${present.type}`, present)
      return typed.get(`${place} ${type}`) ?? empty(type)
    },
    forget: () => typed.clear(),
  }
}
