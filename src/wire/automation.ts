import * as v from 'valibot'
import { listUpTo, numberFrom, wholeFrom } from '../core/bounds.ts'
import { day } from '../core/retention.ts'
import { text } from './fields.ts'

// The shape of what a profile does by itself.

const milliseconds = (least: number) => wholeFrom(least, day)

const closeCode = wholeFrom(0, 65_535)

export const reconnectSchema = v.object({
  enabled: v.boolean(),
  delay: milliseconds(100),
  growth: numberFrom(1, 100),
  jitter: numberFrom(0, 1),
  longest: milliseconds(100),
  attempts: wholeFrom(0, 1_000_000),
  stopCodes: listUpTo(closeCode, 1000),
})

export const keepAliveSchema = v.object({
  enabled: v.boolean(),
  interval: milliseconds(100),
  text,
  answer: text,
  patience: milliseconds(10),
  unanswered: v.picklist(['note', 'close']),
})
