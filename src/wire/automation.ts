import * as v from 'valibot'
import { text } from './fields.ts'

// The shape of what a profile does by itself.

const day = 86_400_000

function milliseconds(least: number) {
  return v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(day))
}

const closeCode = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535))

export const reconnectSchema = v.object({
  enabled: v.boolean(),
  delay: milliseconds(100),
  growth: v.pipe(v.number(), v.minValue(1), v.maxValue(100)),
  jitter: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  longest: milliseconds(100),
  attempts: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000)),
  stopCodes: v.pipe(v.array(closeCode), v.maxLength(1000)),
})

export const keepAliveSchema = v.object({
  enabled: v.boolean(),
  interval: milliseconds(100),
  text,
  answer: text,
  patience: milliseconds(10),
  unanswered: v.picklist(['note', 'close']),
})
