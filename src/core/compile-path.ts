import { JSONPathEnvironment, type JSONPathQuery } from 'json-p3'
import { numbers } from './exact-numbers.ts'

/** Deeper than any message that means something. */
const paths = new JSONPathEnvironment({ maxRecursionDepth: 1000 })

/**
 * Makes a path of RFC 9535 ready for use.
 * @throws JSONPathError when it is none
 */
export function compilePath(path: string): JSONPathQuery {
  return paths.compile(path.replace(numbers, (part, other?: string) => other ?? withoutZero(part)))
}

/** `json-p3` 2.3 takes no number that begins with a zero: the same as 5e-1 for 0.5. */
function withoutZero(number: string): string {
  return number.replace(/^0(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/, (_, fraction = '', exponent = 0) => {
    const digits = fraction.replace(/^0+/, '')
    return digits === '' ? '0' : `${digits}e${Number(exponent) - fraction.length}`
  })
}
