import { partOfString } from './json.ts'

/** A number of so many digits may have the double of another. */
const long = /\d[\d.]{15}/

/** Numbers; and the strings and names of JSON and of JSON paths, in which there are none, as a group. */
export const numbers = new RegExp(
  `(${partOfString.source}|'(?:\\\\.|[^'\\\\])*'|[A-Za-z_$\\u0080-\\uffff][\\w\\u0080-\\uffff]*)|-?\\d[\\d.]*(?:[eE][+-]?\\d+)?`,
  'g',
)

/**
 * JSON, and a condition that is asked of it, with other numbers in the place of those of which several have one double: a
 * number is more, less or as much as another as it was before, now to JavaScript, too.
 */
export function withDistinctNumbers(json: string, condition: string): readonly [json: string, condition: string] {
  if (!long.test(json)) return [json, condition]
  const found = [json, condition].flatMap((text) => text.match(numbers) ?? [])
  const distinct = distinctDoubles(found.filter((part) => /^-?\d/.test(part)))
  if (!distinct) return [json, condition]
  const replaced = (text: string) => text.replace(numbers, (part) => String(distinct.get(part) ?? part))
  return [replaced(json), replaced(condition)]
}

/** A double for each number, in their order; undefined where that is the one it has anyhow. */
function distinctDoubles(texts: readonly string[]): ReadonlyMap<string, number> | undefined {
  const all = [...new Set(texts)].map((text) => ({ text, double: Number(text) }))
  // What is nothing or endless to JavaScript may be so.
  const sorted = all
    .filter(({ double }) => double !== 0 && Number.isFinite(double))
    .sort((one, other) => order(one, other))
  const doubles = new Map<string, number>()
  let isOther = false
  let last: Numeral | undefined
  for (const numeral of sorted) {
    const before = last && (doubles.get(last.text) ?? last.double)
    const own =
      before === undefined
        ? numeral.double
        : last && order(last, numeral) === 0
          ? before
          : Math.max(numeral.double, after(before))
    isOther ||= own !== numeral.double
    doubles.set(numeral.text, own)
    last = numeral
  }
  return isOther ? doubles : undefined
}

interface Numeral {
  readonly text: string
  readonly double: number
}

function order(one: Numeral, other: Numeral): number {
  if (one.double !== other.double) return one.double - other.double
  const [first, second] = [decimalOf(one.text), decimalOf(other.text)]
  const power = Math.min(first.power, second.power)
  const difference = wholeAt(first, power) - wholeAt(second, power)
  return difference > 0n ? 1 : difference < 0n ? -1 : 0
}

interface Decimal {
  readonly digits: bigint
  /** Of ten. */
  readonly power: number
}

function decimalOf(text: string): Decimal {
  const [mantissa = '', exponent = '0'] = text.split(/e/i)
  const [whole = '', fraction = ''] = mantissa.split('.')
  return { digits: BigInt(whole + fraction), power: Number(exponent) - fraction.length }
}

function wholeAt({ digits, power }: Decimal, lower: number): bigint {
  return digits * 10n ** BigInt(power - lower)
}

/** The next double that is more. */
function after(double: number): number {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, double)
  view.setBigInt64(0, view.getBigInt64(0) + (double > 0 ? 1n : -1n))
  return view.getFloat64(0)
}
