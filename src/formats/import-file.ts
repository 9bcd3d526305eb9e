import type { ImporterName } from './detect.ts'
import { detect, isBrunoJson } from './detect.ts'
import type { ImportResult } from './imported.ts'
import { invalidFile } from './invalid-file.ts'

/** Importers are loaded when they are needed: some bring a parser of their own. */
const importers: Readonly<Record<ImporterName, () => Promise<(text: string, fileName: string) => ImportResult>>> = {
  switchboard: async () => (await import('./switchboard.ts')).importSwitchboard,
  'insomnia-4': async () => (await import('./insomnia-4.ts')).importInsomnia4,
  'insomnia-5': async () => (await import('./insomnia-5.ts')).importInsomnia5,
  bruno: async () => (await import('./bruno.ts')).importBru,
  opencollection: async () => (await import('./opencollection.ts')).importOpenCollection,
  postman: async () => (await import('./postman.ts')).importPostman,
  'postman-3': async () => (await import('./postman-3.ts')).importPostman3,
  har: async () => (await import('./har.ts')).importHar,
  'browser-websocket-client': async () => (await import('./browser-websocket-client.ts')).importBrowserWebSocketClient,
  asyncapi: async () => (await import('./asyncapi.ts')).importAsyncApi,
  'command-line': async () => (await import('./command-line.ts')).importCommandLine,
}

/** Reads a file or a pasted text of any known format. Nothing is changed by it. */
export async function importText(text: string, fileName = ''): Promise<ImportResult> {
  const name = detect(text, fileName)
  if (name) return readAs(name, text, fileName)
  if (isBrunoJson(text)) {
    return invalidFile('Bruno’s collections are not read as JSON: share this one as YAML, or choose its folder.')
  }
  return invalidFile(
    'The format was not recognised. Known are files of Switchboard, Insomnia, Bruno, OpenCollection, Postman, HAR, Browser WebSocket Client and AsyncAPI, and command lines of wscat, websocat and curl.',
  )
}

/** Reads a text as a person says it is. */
export async function readAs(name: ImporterName, text: string, fileName = ''): Promise<ImportResult> {
  return (await importers[name]())(text, fileName)
}
