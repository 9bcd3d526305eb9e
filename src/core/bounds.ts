import * as v from 'valibot'

// What a value that is read may come to. Words follow its name in a sentence: “name is longer than 1000 characters”.

/** A text of at most so many UTF-16 code units. */
export function textUpTo(most: number, least = 0) {
  return v.pipe(
    v.string(),
    v.check(({ length }) => length >= least && length <= most, `is longer than ${most} characters`),
  )
}

/** A text of a pattern, and what is said of another. */
export function textLike(pattern: RegExp, fault: string) {
  return v.pipe(
    v.string(),
    v.check((text) => pattern.test(text), fault),
  )
}

/** A list of at most so many. */
export function listUpTo<Item extends v.GenericSchema>(item: Item, most: number, least = 0) {
  return v.pipe(
    v.array(item),
    v.check(({ length }) => length >= least && length <= most, `has more than ${most} entries`),
  )
}

/** A number between two, or one of them. */
export function numberFrom(least: number, most: number) {
  return v.pipe(
    v.number(),
    v.check((value) => value >= least && value <= most, `must be from ${least} to ${most}`),
  )
}

/** A whole number between two, or one of them. */
export function wholeFrom(least: number, most = Number.MAX_SAFE_INTEGER) {
  return v.pipe(
    v.number(),
    v.check(
      (value) => Number.isInteger(value) && value >= least && value <= most,
      `must be a whole number from ${least} to ${most}`,
    ),
  )
}

/** What was read, where it has the shape. */
export function shaped<Schema extends v.GenericSchema>(
  schema: Schema,
  given: unknown,
): v.InferOutput<Schema> | undefined {
  const read = v.safeParse(schema, given)
  return read.success ? read.output : undefined
}

/** Where something is wrong in what was read, such as `profiles.0.name`; empty where it is the whole. */
export function placeOf({ path }: v.BaseIssue<unknown>): string {
  return path?.map(({ key }) => String(key)).join('.') ?? ''
}
