import type { Variable } from '../../../src/core/environment.ts'
import { isVariableName } from '../../../src/core/variables.ts'
import { t } from '../text.ts'

/** Why nothing can refer to a variable as it stands, in words; a row that is being filled in has no fault yet. */
export function variableFault(variables: readonly Variable[], index: number): string | undefined {
  const variable = variables[index]
  const name = variable?.name.trim() ?? ''
  if (!variable?.enabled || name === '') return undefined
  if (!isVariableName(name)) return t('variableNameFault')
  const isOverridden = variables.some((other, at) => at > index && other.enabled && other.name.trim() === name)
  return isOverridden ? t('variableTwice') : undefined
}
