import * as v from 'valibot'
import { listUpTo, textUpTo, wholeFrom } from './bounds.ts'

/** The shape of what a profile says whoever it is from: the organisation's policy or a person. */
export const commonProfileFields = {
  name: textUpTo(1000),
  kind: v.picklist(['json', 'text']),
  url: textUpTo(65_536),
  subprotocols: listUpTo(textUpTo(1000), 100),
  handshakeTimeout: wholeFrom(100, 600_000),
  minify: v.boolean(),
}
