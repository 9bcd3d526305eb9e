import { reference } from '../core/variables.ts'
import type { Variable } from './imported.ts'

// Other tools have variables around an environment's own, and look through their values again. Here neither is so: one
// environment holds, and its values are taken as they are.

/** The characters of a value that was put together; a few short values may name each other to millions. */
const mostCharacters = 65_536

/** The variables of an environment with those around it, which hold where it has none of their name. */
export function withOuter(own: readonly Variable[], outer: readonly Variable[]): readonly Variable[] {
  const names = new Set(own.filter(({ enabled }) => enabled).map(({ name }) => name))
  return [...outer.filter(({ name }) => !names.has(name)), ...own]
}

/** Variables whose values name no others, as far as those are known. */
export interface Composed {
  readonly variables: readonly Variable[]
  /** Names of those that have got values of others. */
  readonly changed: readonly string[]
  /** Names of those that still name others. */
  readonly open: readonly string[]
}

/** Puts the values of variables in the place of their names in the values of others. */
export function composed(variables: readonly Variable[]): Composed {
  const known = new Map(variables.filter(({ enabled }) => enabled).map((variable) => [variable.name, variable]))
  const done = new Map<Variable, Variable>()
  const compose = (variable: Variable, around: ReadonlySet<Variable>): Variable => {
    const before = done.get(variable)
    if (before) return before
    const inside = new Set([...around, variable])
    let isSecret = variable.secret ?? false
    let length = variable.value.length
    const value = variable.value.replace(reference, (whole, name: string) => {
      const named = known.get(name)
      if (!named || inside.has(named)) return whole
      const part = compose(named, inside)
      length += part.value.length
      if (length > mostCharacters) return whole
      isSecret ||= part.secret ?? false
      return part.value
    })
    const isSame = value === variable.value
    const result = isSame ? variable : { ...variable, value, ...(isSecret ? { secret: true as const } : {}) }
    done.set(variable, result)
    return result
  }
  const all = variables.map((variable) => compose(variable, new Set()))
  const namesOf = (list: readonly Variable[]) => [...new Set(list.map(({ name }) => name))]
  return {
    variables: all,
    changed: namesOf(all.filter((variable, index) => variable !== variables[index])),
    open: namesOf(all.filter(({ value }) => value.search(reference) >= 0)),
  }
}
