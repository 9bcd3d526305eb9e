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
  const read = shellCommands(withoutCarets(withoutMark(text)))
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
    const piped = command.piped ? echoed(commands[index - 1]?.words ?? []) : []
    if (found) tools[found.tool](found.words, piped, draft, place)
    else if (!echoed(command.words).length && !command.piped) {
      draft.note(place, `Left out: “${(command.words[0] ?? '').slice(0, 40)}” is no command that opens a WebSocket.`)
    }
  }
}

/** Instructions show what to type behind `$`, or behind `B$` where there are several shells. */
function withoutPrompt(command: ShellCommand): ShellCommand {
  const hasPrompt = /^\w?[$%#>]$/.test(command.words[0] ?? '')
  return hasPrompt ? { ...command, words: command.words.slice(1) } : command
}

/** The tool and what follows it, behind `npx`, `sudo` or settings of the environment. */
function toolOf(words: readonly string[]): { readonly tool: Tool; readonly words: readonly string[] } | undefined {
  const index = words.findIndex((word) => !/^(npx|sudo|time|exec|bunx|-y|--yes|[A-Za-z_]\w*=.*)$/s.test(word))
  const name = words[index]?.replace(/^.*[\\/]/, '').replace(/\.exe$|@[\w.^~-]+$/i, '')
  if (name !== 'wscat' && name !== 'websocat' && name !== 'curl') return undefined
  return { tool: name, words: words.slice(index + 1) }
}

/** What `echo … | tool` sends. */
function echoed(words: readonly string[]): SavedMessage[] {
  if (words[0] !== 'echo' && words[0] !== 'printf') return []
  const data = words
    .slice(1)
    .filter((word) => !/^-[neE]+$/.test(word))
    .join(' ')
  return data === '' ? [] : [messageOf(data)]
}

/** “Copy as cURL (cmd)” of Chrome puts a caret before what the Windows shell would take for its own, also quotes. */
function withoutCarets(text: string): string {
  return /^[^"']*\^"/.test(text)
    ? text.replace(/\^(\r?\n|[\s\S])/g, (_, character: string) => character.trimStart() || ' ')
    : text
}
