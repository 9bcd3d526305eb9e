import english from '../../public/_locales/en/messages.json'
import { localized } from '../../src/platform/i18n.ts'

/** A sentence with places for values, as it is in English. */
interface Template {
  readonly key: string
  /** What it begins with; most others are told apart by that alone. */
  readonly head: string
  readonly pattern: RegExp
  /** Places of values that are times, as in `$1 s`. */
  readonly times: ReadonlySet<number>
  /** Characters that are not values. */
  readonly fixed: number
}

/** Longer texts are no sentences of ours, and looking would take long. */
const mostCharacters = 4000
const mostRemembered = 1000
/** Sentences in sentences in sentences. */
const deepest = 4

/**
 * Finds which sentence of the catalogue a text is and gives it in the language of the browser. What is not found, such
 * as a message of a server, stays as it is.
 */
export function createTranslation(): (text: string) => string {
  const templates = Object.entries(english)
    .filter(([key]) => key.startsWith('said_'))
    .map(([key, { message }]) => templateOf(key, message))
    // The one that says most is meant.
    .sort((a, b) => b.fixed - a.fixed)
  const known = new Map<string, string>()
  const number = new Intl.NumberFormat(localized('language', []))

  /** A number for people, `1,234` or `2.5 s`, as the language writes it. Others are codes, ports and what was in a message. */
  const written = (value: string, isTime: boolean): string | undefined => {
    if (!/^\d{1,3}(,\d{3})+$/.test(value) && !(isTime && /^[\d.]+$/.test(value))) return undefined
    return number.format(Number(value.replaceAll(',', '')))
  }

  const whole = (text: string, depth: number): string | undefined => {
    for (const { key, head, pattern, times } of templates) {
      const found = text.startsWith(head) ? pattern.exec(text) : null
      if (!found) continue
      const values = found
        .slice(1)
        .map((value, index) => written(value, times.has(index + 1)) ?? translate(value, depth + 1))
      return localized(key, values) || undefined
    }
    return undefined
  }

  const translate = (text: string, depth = 0): string => {
    if (text === '' || depth > deepest) return text
    return whole(text, depth) ?? afterPlace(text, depth) ?? inPieces(text, depth)
  }

  /** A place, such as `profiles[0].url`, and what is wrong there. */
  const afterPlace = (text: string, depth: number): string | undefined => {
    const [place = ''] = /^\S+: (?=\S)/.exec(text) ?? []
    const sentence = place === '' ? undefined : whole(text.slice(place.length), depth)
    return sentence === undefined ? undefined : place + sentence
  }

  /** Several sentences, one after the other. */
  const inPieces = (text: string, depth: number): string => {
    const ends = [...text.matchAll(/(?<=[.!?]) (?=\S)/g)].map(({ index }) => index)
    for (const end of ends) {
      const first = whole(text.slice(0, end), depth)
      if (first !== undefined) return `${first} ${translate(text.slice(end + 1), depth)}`
    }
    const [end] = ends
    return end === undefined ? text : `${text.slice(0, end)} ${translate(text.slice(end + 1), depth)}`
  }

  return (text) => {
    if (text.length > mostCharacters) return text
    const before = known.get(text)
    if (before !== undefined) return before
    if (known.size >= mostRemembered) known.clear()
    const translated = translate(text)
    known.set(text, translated)
    return translated
  }
}

function templateOf(key: string, message: string): Template {
  const parts = message.split(/\$\d/).map((part) => part.replaceAll('$$', '$'))
  const pattern = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('(.*?)')
  const times = new Set([...message.matchAll(/\$(\d) m?s\b/g)].map(([, place]) => Number(place)))
  return { key, head: parts[0] ?? '', pattern: new RegExp(`^${pattern}$`, 's'), times, fixed: parts.join('').length }
}
