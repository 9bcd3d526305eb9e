/** A named set of variables (spec M8). */
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

/** Shorter ones would also be found in words that have nothing to do with them. */
const shortestSecret = 4

/** A text that may be shown and kept: secret values in it are masked. */
export function withoutSecretValues(text: string, { variables }: Environment): string {
  const secrets = variables.filter(({ secret, value }) => secret && value.length >= shortestSecret)
  return secrets.reduce((masked, { value }) => masked.replaceAll(value, '••••'), text)
}
