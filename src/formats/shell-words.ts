import { ok, type Result } from '../core/result.ts'
import { positionAt } from '../core/text-fault.ts'
import { invalidFile } from './invalid-file.ts'

/** One command of a pasted text. */
export interface ShellCommand {
  readonly words: readonly string[]
  /** The line it begins in, from 1. */
  readonly line: number
  /** Whether the command before it writes into this one. */
  readonly piped: boolean
  /** What it is given to read by `<<<`. */
  readonly input?: string
  /** Whether a shell would put in what it finds out by running something, as for `$(…)`: that is still there as text. */
  readonly substitutes?: true
}

/**
 * What one step of the reader can meet, in the order of the POSIX shell's rules for quoting, and `$'…'` of Bash, which
 * browsers write in “Copy as cURL”. A line also goes on where the shells of Windows have it do so, and `$env:NAME` is a
 * variable, as PowerShell has it.
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html
 */
const piece =
  /(?<gap>(?:[ \t]|[\\^`]\r?\n)+)|(?<comment>#[^\n]*)|(?<end>\r?\n|&&|\|\||[;&])|(?<pipe>\|)|(?<redirect>\d?[<>]{1,3}&?\d?[ \t]*)|'(?<single>[^']*)'|\$'(?<ansi>(?:[^'\\]|\\[\s\S])*)'|\$?"(?<double>(?:[^"\\]|\\[\s\S])*)"|\\(?<escaped>[^\n])|\$\{(?:env:)?(?<braced>\w+)\}|\$(?:env:)?(?<variable>[A-Za-z_]\w*)|(?<plain>[^ \t\r\n'"\\$#;&|<>]+|[#$\r])/y

/** Splits a text into commands and words. Nothing is run or filled in: `$NAME` becomes `{{NAME}}`. */
export function shellCommands(text: string): Result<readonly ShellCommand[], 'invalid-file'> {
  const reader = new CommandReader()
  piece.lastIndex = 0
  for (let offset = 0; offset < text.length; offset = piece.lastIndex) {
    piece.lastIndex = offset
    const groups = piece.exec(text)?.groups
    if (!groups) {
      const { line, column } = positionAt(text, offset)
      const what = text[offset] === '\\' ? 'The text ends with a backslash.' : 'A quotation mark is never closed.'
      return invalidFile(`Line ${line}, column ${column}: ${what}`)
    }
    reader.take(groups, text, offset)
  }
  return ok(reader.finish())
}

class CommandReader {
  readonly #commands: ShellCommand[] = []
  #words: string[] = []
  #word: string | undefined
  #start = 0
  #line = 1
  #lineOffset = 0
  #piped = false
  #skipWord = false
  #isInput = false
  #input: string | undefined
  #substitutes = false

  take(groups: Record<string, string | undefined>, text: string, offset: number): void {
    const { gap, comment, end, pipe, redirect } = groups
    if (gap !== undefined) this.#endWord()
    else if (end !== undefined || pipe !== undefined) this.#endCommand(pipe !== undefined)
    else if (redirect !== undefined && (this.#word === undefined || /^\d$/.test(this.#word)))
      this.#beginRedirect(redirect)
    else if (comment === undefined || this.#word !== undefined) this.#addToWord(groups, text, offset)
  }

  #addToWord(groups: Record<string, string | undefined>, text: string, offset: number): void {
    if (this.#words.length === 0 && this.#word === undefined) this.#beginAt(text, offset)
    const { plain, comment, redirect, double } = groups
    const given = double?.replace(known, '') ?? (plain === '$' ? text.slice(offset, offset + 2) : plain)
    if (given !== undefined && substitution.test(given)) this.#substitutes = true
    this.#word = `${this.#word ?? ''}${plain ?? comment ?? redirect ?? meaningOf(groups)}`
  }

  finish(): readonly ShellCommand[] {
    this.#endCommand(false)
    return this.#commands
  }

  #beginAt(text: string, offset: number): void {
    for (let at = text.indexOf('\n', this.#lineOffset); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
      this.#line++
      this.#lineOffset = at + 1
    }
    this.#start = this.#line
  }

  /** Where output goes is of no interest, so the name of the file is no word. */
  #beginRedirect(redirect: string): void {
    this.#word = undefined
    this.#skipWord = true
    this.#isInput = redirect.startsWith('<<<')
  }

  #endWord(): void {
    const word = this.#word
    this.#word = undefined
    if (word === undefined) return
    if (!this.#skipWord) this.#words.push(word)
    else if (this.#isInput) this.#input = word
    this.#skipWord = false
  }

  #endCommand(pipes: boolean): void {
    this.#endWord()
    const input = this.#input === undefined ? {} : { input: this.#input }
    const substitutes = this.#substitutes ? { substitutes: true as const } : {}
    if (this.#words.length > 0)
      this.#commands.push({ words: this.#words, line: this.#start, piped: this.#piped, ...input, ...substitutes })
    this.#piped = pipes
    this.#words = []
    this.#skipWord = false
    this.#input = undefined
    this.#substitutes = false
  }
}

/** What is understood between double quotes. */
const known = /\\[\s\S]|\$\{(?:env:)?\w+\}/g
const substitution = /\$[({]|`/

function meaningOf({ single, ansi, double, escaped, braced, variable }: Record<string, string | undefined>): string {
  if (single !== undefined) return single
  if (ansi !== undefined) return ansi.replace(ansiEscape, ansiCharacter)
  if (double !== undefined) return inDoubleQuotes(double)
  return escaped ?? `{{${braced ?? variable ?? ''}}}`
}

function inDoubleQuotes(text: string): string {
  return text.replace(
    /\\\r?\n|\\([\\"$`])|\$\{(?:env:)?(\w+)\}|\$(?:env:)?([A-Za-z_]\w*)/g,
    (_, escaped, braced, variable) => {
      if (escaped !== undefined) return escaped
      const name = braced ?? variable
      return name === undefined ? '' : `{{${name}}}`
    },
  )
}

const ansiEscape = /\\(?:([0-7]{1,3})|x([\da-fA-F]{1,2})|u([\da-fA-F]{1,4})|U([\da-fA-F]{1,8})|([\s\S]))/g
const ansiNames: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

function ansiCharacter(
  whole: string,
  octal?: string,
  hex?: string,
  short?: string,
  long?: string,
  other?: string,
): string {
  if (other !== undefined) return Object.hasOwn(ansiNames, other) ? (ansiNames[other] ?? whole) : other
  const code = octal === undefined ? Number.parseInt(hex ?? short ?? long ?? '0', 16) : Number.parseInt(octal, 8)
  return code <= 0x10ffff ? String.fromCodePoint(code) : whole
}
