import { decodeBase64 } from '../core/base64.ts'
import { messageOf } from './command-profile.ts'
import { addCurl } from './curl.ts'
import { Draft } from './draft.ts'
import type { FormatName, ImportResult, SavedMessage } from './imported.ts'
import { invalidFile } from './invalid-file.ts'
import { mostCommandLength } from './limits.ts'
import { withoutMark } from './read-json.ts'
import { type ShellCommand, shellCommands } from './shell-words.ts'
import { addWebsocat } from './websocat.ts'
import { addWscat } from './wscat.ts'

type Tool = Extract<FormatName, 'wscat' | 'websocat' | 'curl'>
type AddTool = (words: readonly string[], piped: readonly SavedMessage[], draft: Draft, place: string) => void

const tools: Readonly<Record<Tool, AddTool>> = { wscat: addWscat, websocat: addWebsocat, curl: addCurl }

/** Command lines of `wscat`, `websocat` or `curl`, one or several. They are read, never run. */
export function importCommandLine(text: string): ImportResult {
  if (text.length > mostCommandLength) {
    return invalidFile(`The text has ${text.length} characters; command lines are read up to ${mostCommandLength}.`)
  }
  const read = shellCommands(withoutCarets(withoutFolders(withoutMark(text))))
  if (!read.ok) return read
  const commands = read.value.map(withoutPrompt)
  const first = commands.map(({ words }) => toolOf(words)?.tool).find((tool) => tool !== undefined)
  if (!first) return invalidFile('No command line of wscat, websocat or curl was found.')
  const draft = new Draft(first)
  readCommands(commands, draft)
  return draft.finish('The command line opens no WebSocket.')
}

function readCommands(commands: readonly ShellCommand[], draft: Draft): void {
  for (const [index, command] of commands.entries()) {
    const place = `line ${command.line}`
    const found = toolOf(command.words)
    if (found) {
      tools[found.tool](found.words, inputOf(commands, index, draft), draft, place)
      if (command.substitutes)
        draft.note(place, 'What a shell would put in was kept as text: nothing is run to find it.')
    } else if (!isEcho(command.words) && !command.piped) {
      draft.note(place, `Left out: “${(command.words[0] ?? '').slice(0, 40)}” is no command that opens a WebSocket.`)
    }
  }
}

/** What a command is given to send. */
function inputOf(commands: readonly ShellCommand[], index: number, draft: Draft): SavedMessage[] {
  const { input, piped = false, line } = commands[index] ?? {}
  if (input !== undefined) return [messageOf(input)]
  if (!piped) return []
  const before = commands[index - 1]?.words ?? []
  if (isEcho(before)) return messagesOf(echoed(before))
  const bytes = isDecoder(before) ? echoed(commands[index - 2]?.words ?? []) : ''
  if (bytes !== '' && decodeBase64(bytes)) return [{ name: '', kind: 'binary', data: bytes }]
  draft.note(`line ${line}`, 'What another command hands over was left out: nothing is run to find it.')
  return []
}

function messagesOf(data: string): SavedMessage[] {
  return data === '' ? [] : [messageOf(data)]
}

function isEcho([name]: readonly string[]): boolean {
  return name === 'echo' || name === 'printf'
}

function isDecoder([name, ...options]: readonly string[]): boolean {
  return name === 'base64' && options.some((option) => /^(-d|-D|--decode)$/.test(option))
}

/** Instructions show what to type behind `$`, or behind `B$` where there are several shells. */
function withoutPrompt(command: ShellCommand): ShellCommand {
  const hasPrompt = /^\w?[$%#>]$/.test(command.words[0] ?? '')
  return hasPrompt ? { ...command, words: command.words.slice(1) } : command
}

/** The tool and what follows it, behind `npx`, `docker run` or settings of the environment. */
function toolOf(words: readonly string[]): { readonly tool: Tool; readonly words: readonly string[] } | undefined {
  if (isEcho(words)) return undefined
  for (const [index, word] of words.entries()) {
    const name = word.replace(/^(?!.*:\/\/).*[\\/]/, '').replace(/\.(exe|cmd)$|@[\w.^~-]+$/i, '')
    if (name === 'wscat' || name === 'websocat' || name === 'curl') return { tool: name, words: words.slice(index + 1) }
  }
  return undefined
}

/** What `echo … | tool` or `printf … | tool` sends. */
function echoed([name, ...words]: readonly string[]): string {
  if (name === 'printf') return printed(words)
  return words.filter((word) => !/^-[neE]+$/.test(word)).join(' ')
}

const printedEscapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '0': '\0', '\\': '\\' }

/** Without the end of the line, or the zero byte in its place, which tells where the message ends. */
function printed([format = '', ...values]: readonly string[]): string {
  const given = values.values()
  const text = format.replace(/%([%sb])|\\([nrt0\\])/g, (_, place?: string, escaped?: string) => {
    if (escaped !== undefined) return printedEscapes[escaped] ?? ''
    return place === '%' ? '%' : (given.next().value ?? '')
  })
  return text.replace(/[\n\0]$/, '')
}

/** A path of Windows in front of a tool would lose its backslashes, which other shells take for their own. */
function withoutFolders(text: string): string {
  return text.replace(/^([ \t]*(?:\w?[$%#>][ \t]+)?)(?:[\w:.-]*\\)+(?=(?:wscat|websocat|curl)\b)/gim, '$1')
}

/** “Copy as cURL (cmd)” of Chrome puts a caret before what the Windows shell would take for its own, also quotes. */
function withoutCarets(text: string): string {
  return /^[^"']*\^"/.test(text)
    ? text.replace(/\^(\r?\n|[\s\S])/g, (_, character: string) => character.trimStart() || ' ')
    : text
}
