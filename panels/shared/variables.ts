import { builtInNames, partsOf } from '../../src/core/variables.ts'
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

/** What stands for the same at each use. */
const characters: Readonly<Record<string, string>> = { $braces: '{{', $nul: '\0' }

function builtIn(name: string): KnownVariable {
  return { name, origin: 'built-in', secret: false, value: characters[name] }
}

const examples: Readonly<Record<string, string>> = {
  $uuid: '00000000-0000-4000-8000-000000000000',
  $timestamp: '1767225600000',
  $isoTimestamp: '2026-01-01T00:00:00.000Z',
  $randomInt: '1',
  $counter: '1',
}

/** What variables stand for: what is made afresh at each use by an example, and without what is secret. */
export function exampleValues(known: ReadonlyMap<string, KnownVariable>): ReadonlyMap<string, string> {
  const values = [...known.values()].map(({ name, value, secret }) => [
    name,
    secret ? undefined : (value ?? examples[name]),
  ])
  return new Map(values.filter((entry): entry is [string, string] => entry[1] !== undefined))
}

/**
 * What other tools are told of a variable: what is made afresh at each use is left to who uses them.
 * @param placeholder stands for a secret
 */
export function toldValue(known: ReadonlyMap<string, KnownVariable>, placeholder: string) {
  return (name: string): string | undefined => {
    const variable = known.get(name)
    return variable?.secret ? placeholder : variable?.value
  }
}

/** A piece of a text with its variables' values, as far as they may be shown. */
export interface PreviewPart {
  readonly text: string
  /** `made`: made afresh at each use, so that there is nothing to show yet. */
  readonly kind: 'text' | 'value' | 'secret' | 'made' | 'unknown'
}

export function previewOf(text: string, known: ReadonlyMap<string, KnownVariable>): PreviewPart[] {
  return partsOf(text).map(({ text: piece, name }): PreviewPart => {
    if (name === undefined) return { text: piece, kind: 'text' }
    const variable = known.get(name)
    if (!variable) return { text: piece, kind: 'unknown' }
    if (variable.value !== undefined) return { text: variable.value, kind: 'value' }
    return variable.secret ? { text: '••••', kind: 'secret' } : { text: name, kind: 'made' }
  })
}

/** A text with the values that are known; what is not stays a reference. */
export function filledIn(text: string, known: ReadonlyMap<string, KnownVariable>): string {
  return partsOf(text)
    .map(({ text: piece, name }) => known.get(name ?? '')?.value ?? piece)
    .join('')
}
