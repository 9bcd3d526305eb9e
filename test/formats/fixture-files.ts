import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { SwitchboardFile } from '../../src/formats/switchboard.ts'
import { switchboardVersion } from '../../src/formats/switchboard-version.ts'
import type { TextFile } from '../../src/formats/text-file.ts'

const root = join(import.meta.dirname, '../fixtures')

export function fixture(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

/** The text of a file of ours with any content, also one that is never exported. */
export function switchboardText(content: Omit<SwitchboardFile, 'format' | 'version'>): string {
  return JSON.stringify({ format: 'switchboard', version: switchboardVersion, ...content })
}

/** The files of a folder and of those below it, with paths as a dropped folder has them. */
export function fixtureFolder(folder: string): TextFile[] {
  return filesIn(join(root, folder))
}

/** The same of any folder. */
export function filesIn(folder: string): TextFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .toSorted()
    .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(folder, path), 'utf8') }))
}

/** Every file that an importer reads by itself. */
export const importable = [
  'asyncapi/v2.json',
  'asyncapi/v3.yaml',
  'browser-websocket-client/options.json',
  'bruno/chat/environments/local.bru',
  'bruno/chat/rooms/join.bru',
  'bruno/chat/rooms/leave.bru',
  'command-lines/curl.sh',
  'command-lines/websocat.sh',
  'command-lines/wscat.sh',
  'har/chrome.har',
  'har/firefox.har',
  'har/mitmproxy.har',
  'insomnia/v4.json',
  'insomnia/v4.yaml',
  'insomnia/v5.yaml',
  'opencollection/bundled.yml',
  'opencollection/request.yml',
  'postman/v2.1.json',
  'switchboard/v1.json',
  'switchboard/v2.json',
] as const
