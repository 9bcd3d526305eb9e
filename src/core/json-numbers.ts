import { partOfString } from './json.ts'

/** What begins a string that stands for a number; control characters cannot stand in JSON as they are. */
const sign = '\u0000n'

/** Numbers, and strings, in which there are none. */
const numbers = /* @__PURE__ */ new RegExp(`(${partOfString.source})|-?\\d[\\d.eE+-]*`, 'g')

/** The value of a text that is JSON, with texts in the place of numbers: a double does not hold each as it is written. */
export function parseWithNumbersAsTexts(json: string): unknown {
  return JSON.parse(withNumbers(json, (found) => JSON.stringify(sign + found)))
}

/** The same, with texts only in the place of those that JavaScript would write in another way. */
export function parseNumbersAsWritten(json: string): unknown {
  const asText = (found: string) => {
    const text = textFor(found)
    return text === undefined ? found : JSON.stringify(text)
  }
  return JSON.parse(mayDiffer.test(json) ? withNumbers(json, asText) : json)
}

/** What stands in such a value for a number of JSON that JavaScript would write in another way. */
export function textFor(number: string): string | undefined {
  return isNumber.test(number) && String(Number(number)) !== number ? sign + number : undefined
}

/** The JSON, or the like, with other numbers in the place of those that are in none of its strings. */
function withNumbers(json: string, replaced: (number: string) => string): string {
  return json.replace(numbers, (found, string?: string) => string ?? replaced(found))
}

/** Numbers that may not come out as they were written. */
export const mayDiffer = /\d{16}|\d[.eE]|-0/

const isNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

/** The number for which a text stands in such a value, as it is written; undefined for what stands for none. */
export function writtenNumber(value: unknown): string | undefined {
  return typeof value === 'string' && value.startsWith(sign) ? value.slice(sign.length) : undefined
}

/** The JSON of such a value, in which numbers are numbers again. */
export function jsonWithNumbersAsWritten(value: unknown, indent?: number): string {
  return (JSON.stringify(value, undefined, indent) ?? '').replace(/"\\u0000n(-?\d[\d.eE+-]*)"/g, '$1')
}
