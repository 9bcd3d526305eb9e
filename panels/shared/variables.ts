import { builtInNames } from '../../src/core/variables.ts'
import type { EnvironmentsView, VariableView } from '../../src/wire/view.ts'

/** A variable that `{{name}}` can refer to now. */
export interface KnownVariable {
  readonly name: string
  readonly origin: 'environment' | 'set' | 'built-in'
  readonly secret: boolean
  /** Undefined when it is secret, or made afresh at each use. */
  readonly value: string | undefined
}

/** By name: what is built in, what the chosen environment says, and before it what triggers have set. */
export function knownVariables({ list, activeId, set }: EnvironmentsView): ReadonlyMap<string, KnownVariable> {
  const active = list.find(({ id }) => id === activeId)?.variables ?? []
  const all = [
    ...builtInNames.map(builtIn),
    ...active.filter(isUsable).map(from('environment')),
    ...set.map(from('set')),
  ]
  return new Map(all.map((variable) => [variable.name, variable]))
}

function isUsable({ name, enabled }: VariableView): boolean {
  return enabled && name.trim() !== ''
}

function from(origin: 'environment' | 'set') {
  return ({ name, secret, value }: VariableView): KnownVariable => ({ name: name.trim(), origin, secret, value })
}

function builtIn(name: string): KnownVariable {
  return { name, origin: 'built-in', secret: false, value: undefined }
}
