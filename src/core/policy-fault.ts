import type * as v from 'valibot'
import { placeOf } from './bounds.ts'

/** What is wrong with a policy and where, to end a sentence with, so that whoever wrote it finds the place. */
export function faultOf(issue: v.BaseIssue<unknown>, within = ''): string {
  const place = [within, placeOf(issue)].filter(Boolean).join('.') || 'it'
  if (issue.kind !== 'schema')
    return issue.message.startsWith('“') ? `${place}: ${issue.message}` : `${place} ${issue.message}`
  if (issue.received === 'undefined') return `${place} is missing`
  if (issue.expected === 'never') return `${place} is not a setting this version knows`
  return `${place} must be ${issue.expected ?? 'something else'}, not ${issue.received}`
}
