import { Composer, type Document, Lexer, Parser, visit } from 'yaml'
import { parseNumbersAsWritten, textFor } from '../core/json-numbers.ts'
import { ok, type Result } from '../core/result.ts'
import { positionAt } from '../core/text-fault.ts'
import { refuseShape } from './check-shape.ts'
import { invalidFile, tooDeep } from './invalid-file.ts'
import { mostAliases, mostDepth, mostYamlLength } from './limits.ts'
import { looksLikeJson, readJson, withoutMark } from './read-json.ts'

/**
 * The value of a YAML or JSON file, or what is wrong with it, with line and column. Numbers that JavaScript would write in
 * another way are the texts that stand for them (see `writtenNumber`).
 */
export function readYaml(text: string): Result<unknown, 'invalid-file'> {
  const json = looksLikeJson(text) ? readJson(text, parseNumbersAsWritten) : undefined
  if (json?.ok) return json
  // YAML's own lists and objects begin like JSON. What is neither is better told about as JSON.
  const yaml = readYamlOnly(withoutMark(text))
  return yaml.ok ? yaml : (json ?? yaml)
}

function readYamlOnly(text: string): Result<unknown, 'invalid-file'> {
  if (text.length > mostYamlLength) {
    return invalidFile(
      `The file has ${text.length} characters; YAML is read up to ${mostYamlLength}. Export it as JSON, or in parts.`,
    )
  }
  try {
    const [document, second] = documentsOf(text)
    if (!document) return invalidFile('The file is empty.')
    const [fault] = document.errors
    if (fault) return invalidFile(sentenceOf(fault.message, text, fault.pos[0]))
    if (second) return invalidFile(sentenceOf('A second document begins; one was expected.', text, second.range[0]))
    visit(document, {
      Scalar(key, node) {
        if (key !== 'key' && typeof node.value === 'number') node.value = textFor(node.source ?? '') ?? node.value
      },
    })
    const value: unknown = document.toJS({ maxAliasCount: mostAliases })
    return refuseShape(value) ?? ok(value)
  } catch (error) {
    // Thrown by the parser for alias bombs and unknown anchors, and by `tokensOf`.
    return invalidFile(error instanceof Error ? sentenceOf(error.message) : 'This is not valid YAML.')
  }
}

function documentsOf(text: string): readonly Document.Parsed[] {
  // Looking for duplicate keys takes quadratic time; the last one counts, as in JSON. `<<` merges, as in the tools' own readers.
  const composer = new Composer({ uniqueKeys: false, merge: true, logLevel: 'silent' })
  return [...composer.compose(tokensOf(text), true, text.length)]
}

/**
 * The parser keeps its place in a list, but what composes values from its tokens recurses. A stack that is used up
 * can end the whole process, not only throw, so nesting is bounded before.
 */
function* tokensOf(text: string) {
  const parser = new Parser()
  for (const lexeme of new Lexer().lex(text)) {
    // A level may take two places: one for the list or object and one for what is being read in it.
    if (parser.stack.length > 2 * mostDepth) throw new RangeError(tooDeep)
    yield* parser.next(lexeme)
  }
  yield* parser.end()
}

function sentenceOf(message: string, text = '', offset?: number): string {
  const told = (message.split(/\n| at line \d+/)[0] ?? '').replace(/[:.]\s*$/, '').slice(0, 200)
  if (offset === undefined) return `${told}.`
  const { line, column } = positionAt(text, offset)
  return `Line ${line}, column ${column}: ${told}.`
}
