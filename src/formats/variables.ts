import { jsonWithNumbersAsWritten } from '../core/json-numbers.ts'
import { isSecretName } from '../core/secrets.ts'
import type { Variable } from './imported.ts'
import { entriesOf, textOf } from './values.ts'

/** Insomnia and Bruno allow spaces and a leading `_.`; Insomnia also `_['name']`. */
const reference = /\{\{\s*(?:_\.)?([\w$][\w$.-]*)\s*\}\}|\{\{\s*_\[(["'])([^"'{}[\]]+)\2\]\s*\}\}/g

/** What Insomnia takes as it is written. */
const raw = /\{%-?\s*raw\s*-?%\}([\s\S]*?)\{%-?\s*endraw\s*-?%\}/g
const endOfRaw = /\{%-?\s*endraw\s*-?%\}/g

/** References to variables as `{{name}}`. What is more than a name, such as a filter, stays as it is. */
export function normaliseVariables(text: string): string {
  if (!text.includes('{{')) return text
  return withoutRaw(text).replace(
    reference,
    (_, name: string | undefined, _quote: string, quoted: string) =>
      `{{${sameBuiltIns.get(name ?? '') ?? name ?? usableName(quoted)}}}`,
  )
}

/** Behind the last end nothing is looked for: many beginnings without one would each be followed through the whole text. */
function withoutRaw(text: string): string {
  const last = [...text.matchAll(endOfRaw)].at(-1)
  const end = last ? last.index + last[0].length : 0
  const head = text.slice(0, end).replace(raw, (_, literal: string) => literal.replaceAll('{{', '{{$braces}}'))
  return head + text.slice(end)
}

/** What Postman and Bruno have under other names. */
const sameBuiltIns: ReadonlyMap<string, string> = new Map([
  ['$guid', '$uuid'],
  ['$randomUUID', '$uuid'],
])

/** A name that `{{name}}` can refer to: other tools also allow spaces and the like. */
export function usableName(name: string): string {
  return name
    .trim()
    .replace(/[^\w$.-]/g, '_')
    .replace(/^[.-]/, '_')
}

/** Whether a template does more than name variables, so that its value cannot be known. */
export function hasTemplateCode(text: string): boolean {
  if (text.includes('{%')) return true
  return [...text.matchAll(/\{\{([^{}]*)\}\}/g)].some(([whole]) => whole.replace(reference, '') !== '')
}

/** Variables of an object; nested objects become names with dots, which is how templates refer to them. */
export function variablesOf(data: unknown, prefix = ''): Variable[] {
  return entriesOf(data).flatMap(([key, value]): Variable[] => {
    const name = `${prefix}${key}`
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return variablesOf(value, `${name}.`)
    return [variableOf(name, typeof value === 'string' ? textOf(value) : jsonWithNumbersAsWritten(value), true)]
  })
}

export function variableOf(name: string, value: string, enabled: boolean, secret = isSecretName(name)): Variable {
  const variable = { name: usableName(name), value: normaliseVariables(value), enabled }
  return secret ? { ...variable, secret: true } : variable
}
