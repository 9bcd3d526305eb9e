import { looksLikeJson, withoutMark } from './read-json.ts'

/** Which importer reads a file. */
export type ImporterName =
  | 'switchboard'
  | 'insomnia-4'
  | 'insomnia-5'
  | 'bruno'
  | 'opencollection'
  | 'postman'
  | 'postman-3'
  | 'har'
  | 'browser-websocket-client'
  | 'asyncapi'
  | 'command-line'

/** Enough to meet the keys that tell formats apart, and not so much that it takes time. */
const headLength = 64 * 1024

/** All the expressions must match. */
type Sign = readonly [name: ImporterName, ...signs: RegExp[]]

const jsonSigns: readonly Sign[] = [
  ['switchboard', /"format"\s*:\s*"switchboard"/],
  ['insomnia-4', /"__export_format"\s*:/],
  ['insomnia-5', /"type"\s*:\s*"\w+\.insomnia(\.rest)?\/\d/],
  ['asyncapi', /"asyncapi"\s*:\s*"/],
  ['postman', /"_postman_(id|variable_scope|exported_at)"\s*:|schema\.(get)?postman\.com/],
  ['opencollection', /"opencollection"\s*:|"websocket"\s*:\s*\{/],
  ['har', /"log"\s*:\s*\{|"_webSocketMessages"\s*:/],
  ['browser-websocket-client', /"urls"\s*:\s*\[/],
  // Its addresses come last, behind all messages.
  ['browser-websocket-client', /"preferences"\s*:\s*\{/, /"messages"\s*:\s*\[/],
  ['postman', /"info"\s*:\s*\{/, /"item"\s*:\s*\[/],
  // An environment, whose scope comes last, behind all variables.
  ['postman', /"values"\s*:\s*\[\s*\{\s*"key"\s*:/],
]

const textSigns: readonly Sign[] = [
  ['bruno', /^[ \t]*(meta|ws|vars|vars:secret|headers|auth|http|get|post)[ \t]*[{[][ \t\r]*$/m],
  ['insomnia-5', /^["']?type["']?:\s*["']?\w+\.insomnia(\.rest)?\/\d/m],
  ['insomnia-4', /^["']?__export_format["']?:/m],
  ['asyncapi', /^["']?asyncapi["']?:/m],
  ['opencollection', /^["']?(opencollection|websocket)["']?:|^variables:[ \t]*\r?\n[ \t]*-/m],
  ['postman-3', /^["']?\$kind["']?:/m],
  ['postman-3', /^values:[ \t]*\r?\n[ \t]*-[ \t]+key:/m],
  [
    'command-line',
    /^[ \t]*(?:\w?[$%#>][ \t]+)?(?:\w+=(?:"[^"\n]*"|'[^'\n]*')[ \t]+){0,4}(?:[\w./\\=:-]+[ \t]+){0,4}(?:[\w./\\:-]*[\\/])?(?:wscat|websocat|curl)(?:@[\w.]+|\.exe|\.cmd)?[ \t]/m,
  ],
  ['command-line', /[|;&]\s*(?:wscat|websocat|curl)\s/],
]

/** What Bruno wrote before it shared collections as YAML, which no importer reads. */
export function isBrunoJson(text: string): boolean {
  return /"items"\s*:\s*\[\s*\{\s*"type"\s*:\s*"(http|graphql|grpc|ws|folder)"/.test(text.slice(0, headLength))
}

/** The importer for a text, by what it holds; the name of the file only decides where that tells nothing. */
export function detect(text: string, fileName = ''): ImporterName | undefined {
  const head = withoutMark(text.slice(0, headLength))
  const signs = looksLikeJson(head) ? jsonSigns : textSigns
  return signs.find(([, ...all]) => all.every((sign) => sign.test(head)))?.[0] ?? byName(fileName)
}

function byName(fileName: string): ImporterName | undefined {
  const [, ending] = /\.(\w+)$/.exec(fileName.toLowerCase()) ?? []
  if (ending === 'har') return 'har'
  if (ending === 'bru') return 'bruno'
  return fileName.endsWith('.postman_collection.json') ? 'postman' : undefined
}
