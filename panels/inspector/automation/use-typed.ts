import { useRef } from 'preact/hooks'

/** What was written for each type of a value: who chooses one by mistake, or goes past it with the arrow keys, loses nothing. */
export interface Typed<Value extends { readonly type: string }> {
  /**
   * Makes of a value one of a type, as it was when it was of that last.
   * @param place which value it is, where there are several
   */
  as(type: Value['type'], place?: number): (present: Value) => Value
  /** Values have changed their places. */
  forget(): void
}

export function useTyped<Value extends { readonly type: string }>(empty: (type: Value['type']) => Value): Typed<Value> {
  const { current: typed } = useRef(new Map<string, Value>())
  return {
    as: (type, place) => (present) => {
      typed.set(`${place} ${present.type}`, present)
      return typed.get(`${place} ${type}`) ?? empty(type)
    },
    forget: () => typed.clear(),
  }
}
