import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseAst } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTranslation } from '../../panels/shared/translation.ts'
import german from '../../public/_locales/de/messages.json' with { type: 'json' }
import english from '../../public/_locales/en/messages.json' with { type: 'json' }
import { confirmPoints, confirmRule, noConsent } from '../../src/core/confirm.ts'
import { speak, textOf } from './i18n.ts'

beforeAll(() => speak('de'))
afterAll(() => speak('en'))

/** What speaks behind the views. */
const folders = ['core', 'background', 'transport', 'log', 'client', 'formats']

/** Texts with spaces that no person reads, or that become part of sentences which the catalogue has whole. */
const exceptions = new Set([
  ...['Bearer $1', 'unexpected variant: $1', 'no blocks to join', 'New connection'],
  ...['There is no room.'],
  ...['message too big', 'keep-alive not answered'],
  // Stands in what is copied for other tools.
  'To be filled in: $1.',
  // Kinds of tokens.
  ...['other value', 'broken string', 'first name', 'first value'],
  ...['export of secrets', 'Your organisation does not', 'Your own rules do not', '$1 allow $2.', ' (your rules)'],
  ...['Unreadable policy$1', 'your organisation', 'Only wss:// may be used$1.', ', except on this machine'],
  ...['cannot be $1 in $2: $3', ' Use $1:// instead.', 'The URL must start with ws:// or wss://.$1'],
  ...['The sign-in failed', 'The authorization server refused', 'something else'],
  ...['$1 $2 not known, because no environment is chosen; choose or make one, or write the value itself.'],
  ...['$1 $2 not known in the environment “$3”; add it there or correct the name.'],
  ...['Nothing was sent: the message has $1 bytes, $2.', 'A message of $1 bytes was received and not kept: $2.'],
  ...['$1 allows $2 at most', 'the profile'],
  ...['Reconnecting in $1 s: attempt $2$3.', 'Not reconnected: $1.', '$1 is a close code that ends it'],
  ...[
    '$1 Policy adds it to every handshake.',
    'the attempt failed',
    'all $1 attempts failed',
    'was stopped',
    'Sequence “$1” $2: $3 $4 sent$5.$6',
  ],
  ...['The log is as long as its options allow: the $1 deleted.', 'oldest entry was', 'oldest $1 entries were'],
  // Faults of a policy's values are for whoever writes it, in the words of its format.
  ...['has the header $1 twice', 'must be an object, not a list'],
  // Why not, of which the catalogue has each reason with what follows from it.
  ...[
    'You said no',
    'Nobody answered within $1 seconds',
    'The view that asked has gone',
    'No view is open to ask you in',
  ],
  ...['Too many questions are waiting', 'Ask before each $1', '$1, so $2.'],
  // These follow “This” and “it”, too, where a person wrote what is not taken.
  ...['is longer than $1 characters', 'has more than $1 entries', 'This $1.', 'it $1.'],
  ...['must be from $1 to $2', 'must be a whole number from $1 to $2'],
  ...['is not an id of at most 40 letters and digits', 'is not an id'],
  // Names, and sentences of which the catalogue has one for one thing and one for many.
  ...['Browser WebSocket Client', 'Insomnia v4', 'Insomnia v5', 'message $1', 'binary message', 'Expected Object'],
  ...['$1 left out: the file has no URLs.', '$1 left out: only WebSockets are read.'],
  ...['$1 left out: errors and control frames are no messages.', '$1 left out: only WebSocket requests are read.'],
  ...['$1 without valid Base64: the text was taken as it is.', '$1 left out, without a ws: or wss: URL.'],
  ...['Line $1, column $2: $3.', 'Line $1, column $2: This is not valid JSON.'],
])

describe('what is said behind the views', () => {
  const said = Object.entries<{ message: string }>(english).filter(([key]) => key.startsWith('said_'))

  it('is in the catalogue', () => {
    const known = new Set(said.map(([, { message }]) => message.replaceAll('$$', '$')))
    const spoken = [...new Set(folders.flatMap(sentencesIn))]
    expect(spoken.filter((text) => !known.has(text) && !exceptions.has(text))).toEqual([])
  })

  it('is found in the catalogue whatever its values, and comes out in German', () => {
    const translate = createTranslation()
    const [inEnglish, inGerman] = [textOf(english), textOf(german)]
    const values = ['wss://a.example/x', '“q”', '7', '8', '9']
    for (const [key] of said) expect(translate(inEnglish(key, values)), key).toBe(inGerman(key, values))
  })

  it('may be several sentences, or have sentences in it', () => {
    const translate = createTranslation()
    expect(translate('The header “Host” cannot be removed in Chrome: the handshake fails when it is changed.')).toBe(
      'Der Header „Host“ lässt sich in Chrome nicht entfernen: der Handshake schlägt fehl, wenn er geändert wird.',
    )
    expect(translate('Diagnosed by a plain request: The host name is not known.')).toBe(
      'Diagnose durch eine gewöhnliche Anfrage: Der Name des Hosts ist nicht bekannt.',
    )
    expect(translate('The answer was not HTTP. Another service may listen there.')).toBe(
      'Die Antwort war kein HTTP. Vielleicht antwortet dort ein anderer Dienst.',
    )
  })

  it('may follow the place it is about', () => {
    const translate = createTranslation()
    expect(translate('profiles[0].url: expected string, found 7.')).toBe(
      'profiles[0].url: Erwartet wurde string, gefunden 7.',
    )
    expect(translate('Line 2, column 1: Flow sequence must end with a ].')).toBe(
      'Zeile 2, Spalte 1: Am Ende der Liste fehlt ].',
    )
    expect(translate('Line 3, column 5: Tabs are not allowed as indentation.')).toBe(
      'Zeile 3, Spalte 5: Tabulatoren dürfen nicht zum Einrücken verwendet werden.',
    )
  })

  it('has a number for one and for many', () => {
    const translate = createTranslation()
    expect(translate('1 request left out, without a ws: or wss: URL.')).toMatch(/^1 Anfrage weggelassen/)
    expect(translate('7 requests left out, without a ws: or wss: URL.')).toMatch(/^7 Anfragen weggelassen/)
  })

  it('has all that is told of a sequence, for one and for many', () => {
    const translate = createTranslation()
    for (const ended of ['is done', 'was stopped', 'failed']) {
      for (const sent of ['1 message sent', '2 messages sent']) {
        for (const unsent of ['', ', 1 not']) {
          const told = `Sequence “Login” ${ended}: ${sent}${unsent}.`
          expect(translate(told), told).toMatch(unsent === '' ? /^Sequenz .* gesendet\.$/ : /^Sequenz .*, 1 nicht\.$/)
        }
      }
    }
  })

  it('has each reason for which what asks first was not done, and its rule', () => {
    const translate = createTranslation()
    for (const point of confirmPoints) {
      expect(translate(confirmRule(point))).toMatch(/^Vor jede[mr] /)
      for (const answer of ['no', 'timeout', 'asker-gone', 'nobody', 'too-many'] as const) {
        expect(translate(noConsent(point, answer))).toMatch(/(wurde|ist) /)
      }
    }
  })

  it('has numbers as they are written in German, where they are numbers for people', () => {
    const translate = createTranslation()
    expect(translate('Storage was full: the oldest 1,234 entries were deleted.')).toContain(
      'Die ältesten 1.234 Einträge',
    )
    expect(translate('Reconnecting in 24.303 s: attempt 1 of 10.')).toContain('in 24,303\u00a0s:')
    expect(translate('3.5 is less than 4.')).toBe('3.5 ist kleiner als 4.')
  })

  it('stays as it is where it is somebody else’s', () => {
    expect(createTranslation()('ECONNRESET from upstream')).toBe('ECONNRESET from upstream')
  })
})

/** Every text in the sources of a folder that looks like words of a person's language. */
function sentencesIn(folder: string): string[] {
  const directory = path.resolve('src', folder)
  return readdirSync(directory).flatMap((file) => {
    const name = path.join(directory, file)
    return file.endsWith('.ts') && !isForOthers(path.join(folder, file))
      ? textsIn(parsed(name)).filter(looksLikeWords)
      : []
  })
}

/** What is written into files for other tools and other people stays English. */
function isForOthers(file: string): boolean {
  return file.endsWith('.d.ts') || /^formats.export-/.test(file)
}

function parsed(file: string): unknown {
  return parseAst(readFileSync(file, 'utf8'), { lang: 'ts' }, file).body
}

function looksLikeWords(text: string): boolean {
  return text.length > 8 && /[A-Za-z]{2,} [A-Za-z$“]|\$\d [a-z]+|[a-z]+ \$\d/.test(text)
}

/** The texts in a syntax tree: literals, and templates with `$1`, `$2` in the place of values. */
function textsIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(textsIn)
  if (!isNode(node) || /^(Import|TS(?!AsExpression|SatisfiesExpression))/.test(node.type)) return []
  const inside = Object.values(node).flatMap(textsIn)
  if (node.type === 'Literal' && typeof node.value === 'string') return [node.value]
  if (node.type !== 'TemplateLiteral') return inside
  return [template(node.quasis as readonly Quasi[]), ...inside]
}

interface Quasi {
  readonly value: { readonly cooked: string }
}

function template(quasis: readonly Quasi[]): string {
  return quasis.map(({ value }, index) => (index === 0 ? '' : `$${index}`) + value.cooked).join('')
}

function isNode(node: unknown): node is { readonly type: string } & Readonly<Record<string, unknown>> {
  return typeof node === 'object' && node !== null && 'type' in node && typeof node.type === 'string'
}
