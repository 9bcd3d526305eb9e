import { partOfString } from './json.ts'

/** What begins a string that stands for a number; control characters cannot stand in JSON as they are. */
const sign = '\u0000n'

/** Numbers, and strings, in which there are none. */
const numbers = new RegExp(`(${partOfString.source})|-?\\d[\\d.eE+-]*`, 'g')

/** The value of a text that is JSON, with texts in the place of numbers: a double does not hold each as it is written. */
export function parseWithNumbersAsTexts(json: string): unknown {
  return JSON.parse(json.replace(numbers, (found, string?: string) => string ?? JSON.stringify(sign + found)))
}

/** The number for which a text stands in such a value, as it is written; undefined for what stands for none. */
export function writtenNumber(value: unknown): string | undefined {
  return typeof value === 'string' && value.startsWith(sign) ? value.slice(sign.length) : undefined
}

/** The JSON of such a value, in which numbers are numbers again. */
export function jsonWithNumbersAsWritten(value: unknown): string {
  return JSON.stringify(value).replace(/"\\u0000n([^"]*)"/g, '$1')
}
