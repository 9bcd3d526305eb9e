import * as v from 'valibot'
import { textUpTo, wholeFrom } from '../core/bounds.ts'

// What fields of several commands are made of. Lengths are in UTF-16 code units.

/** What names one of several things of a kind. */
export const id = textUpTo(64, 1)

/** A name, or another text of one line. */
export const line = textUpTo(1000)

/** Enough for a URL with a long query, or an expression; browsers and servers stop well below. */
export const text = textUpTo(65_536)

/** A document, or the value of a variable. */
export const longText = textUpTo(1_048_576)

/** A message that is sent or was recorded. */
export const messageText = textUpTo(67_108_864)

/** A place in a list that begins with 0, or a number of things. */
export const place = wholeFrom(0)

export const sendAs = v.picklist(['json-object', 'json-value', 'text', 'binary'])
