/** A named set of variables. */
export interface Environment {
  readonly id: string
  readonly name: string
  readonly variables: readonly Variable[]
}

export interface Variable {
  readonly name: string
  readonly value: string
  /** One that is switched off is kept and is not known to `{{name}}`. */
  readonly enabled: boolean
  /** Whether the value is masked, and left out of updates and exports. */
  readonly secret: boolean
}

/** The values of those that are switched on; of two with one name the later holds. */
export function valuesOf({ variables }: Environment): ReadonlyMap<string, string> {
  const usable = variables.filter(({ name, enabled }) => enabled && name.trim() !== '')
  return new Map(usable.map(({ name, value }) => [name.trim(), value]))
}

/** The names whose values are secret, whether they are switched on or not. */
export function secretNames({ variables }: Environment): ReadonlySet<string> {
  return new Set(variables.filter(({ secret }) => secret).map(({ name }) => name.trim()))
}
