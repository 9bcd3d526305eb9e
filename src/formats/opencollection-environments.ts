import * as v from 'valibot'
import type { Draft } from './draft.ts'
import { withOuter } from './environments.ts'
import type { Variable } from './imported.ts'
import { anyObject, later, optionalFlag, optionalText, text } from './schema.ts'
import { memberOf, textOf } from './values.ts'
import { variableOf } from './variables.ts'

const environment = v.object({ name: optionalText, variables: later })
const variable = v.object({ name: text, value: later, disabled: optionalFlag, secret: optionalFlag })

/** The environments that are kept with a collection, or one of its own variables where there is none. */
export function readEnvironmentsOf(root: object, draft: Draft, hasOthers = false): void {
  const outer = collectionVariables(root, draft)
  const environments = memberOf(memberOf(root, 'config'), 'environments')
  draft.each(environments, 'config.environments', anyObject, (item, place) =>
    readEnvironment(item, outer, place, draft),
  )
  const isAlone = !hasOthers && (!Array.isArray(environments) || environments.length === 0)
  if (isAlone) draft.environment({ name: textOf(memberOf(memberOf(root, 'info'), 'name')), variables: outer })
}

/** They hold wherever an environment has no value of its own. */
export function collectionVariables(root: object, draft: Draft): readonly Variable[] {
  return variablesOf(memberOf(memberOf(root, 'request'), 'variables'), 'request.variables', draft)
}

/** @param outer variables of the collection, which hold where the environment has none of their name */
export function readEnvironment(item: object, outer: readonly Variable[], place: string, draft: Draft): void {
  draft.one(item, place, environment, ({ name, variables }) => {
    const found = variablesOf(variables, `${place}.variables`.replace(/^\./, ''), draft)
    draft.environment({ name, variables: withOuter(found, outer) })
  })
}

function variablesOf(variables: unknown, place: string, draft: Draft): readonly Variable[] {
  const found: Variable[] = []
  draft.each(variables, place, variable, ({ name, value, disabled, secret }) => {
    found.push(variableOf(name, variableValue(value), !disabled, secret || undefined))
  })
  return found
}

/** A text, `{ type, data }`, or variants of which one is selected. */
function variableValue(value: unknown): string {
  const chosen = Array.isArray(value)
    ? memberOf(value.find((variant) => memberOf(variant, 'selected') === true) ?? value[0], 'value')
    : value
  return textOf(memberOf(chosen, 'data') ?? chosen)
}
