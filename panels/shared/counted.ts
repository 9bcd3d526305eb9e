import { type TextKey, t } from './text.ts'

/** Texts of a number, `$1`, that have another for one. */
type CountedKey = { [Key in TextKey]: `${Key}One` extends TextKey ? Key : never }[TextKey]

/** A text for people that begins with how many there are. */
export function counted(key: CountedKey, count: number, ...substitutions: readonly (string | number)[]): string {
  return t(count === 1 ? `${key}One` : key, count, ...substitutions)
}
