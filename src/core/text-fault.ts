/** A place in a text, both counted from 1; columns count UTF-16 code units. */
export interface TextPosition {
  readonly line: number
  readonly column: number
}

/** What is wrong with a text, and where. */
export interface TextFault {
  /** In UTF-16 code units from the start. */
  readonly offset: number
  readonly message: string
}

export function positionAt(text: string, offset: number): TextPosition {
  const before = text.slice(0, offset)
  const lineStart = before.lastIndexOf('\n') + 1
  return { line: before.split('\n').length, column: offset - lineStart + 1 }
}

/** The fault as a sentence that begins with its place. */
export function faultInWords(text: string, { offset, message }: TextFault): string {
  const { line, column } = positionAt(text, offset)
  return `Line ${line}, column ${column}: ${message}`
}
