import { parseMatchPattern } from '../../src/core/match-pattern.ts'
import { headerNameFault, headerValueFault } from '../../src/core/policy-format.ts'
import { said } from '../shared/said.ts'
import { t } from '../shared/text.ts'

// Lists of rules as a person writes them: one entry a line.

/** What is wrong with a line, counted from 1. */
export interface LineFault {
  readonly line: number
  readonly message: string
}

export function entriesOf(text: string): string[] {
  return numbered(text).map(({ entry }) => entry)
}

export function patternFaults(text: string): LineFault[] {
  return faults(text, (entry) => {
    const read = parseMatchPattern(entry)
    return typeof read === 'string' ? said(read) : undefined
  })
}

export function headerNameFaults(text: string): LineFault[] {
  return faults(text, nameFault)
}

export function headerFaults(text: string): LineFault[] {
  return faults(text, (entry) => {
    if (!entry.includes(':')) return t('headerLineFault', entry)
    const { name, value } = headerOf(entry)
    const fault = headerValueFault(value)
    return nameFault(name) ?? (fault && t('namedFault', value, said(fault)))
  })
}

/** A line such as `x-client: switchboard`. */
export function headerOf(entry: string): { name: string; value: string } {
  const colon = entry.indexOf(':')
  return { name: entry.slice(0, colon).trim(), value: entry.slice(colon + 1).trim() }
}

function nameFault(name: string): string | undefined {
  const fault = headerNameFault(name)
  return fault && t('namedFault', name, said(fault))
}

function faults(text: string, faultOf: (entry: string) => string | undefined): LineFault[] {
  return numbered(text).flatMap(({ line, entry }) => {
    const message = faultOf(entry)
    return message === undefined ? [] : [{ line, message }]
  })
}

function numbered(text: string): { line: number; entry: string }[] {
  return text
    .split('\n')
    .map((entry, index) => ({ line: index + 1, entry: entry.trim() }))
    .filter(({ entry }) => entry !== '')
}
