import * as v from 'valibot'
import { expect, it } from 'vitest'
import { type Recorded, refuseTooMany, stepsOf } from '../../src/core/sequence.ts'
import { scriptParts } from '../../src/wire/script.ts'

const sequence = { id: 's', name: 'S', times: 1, every: 0, rate: 0 }
const message = (at: number): Recorded => ({ text: 'x', sendAs: 'text', at })
const canBeStored = (steps: ReturnType<typeof stepsOf>) =>
  v.is(scriptParts.sequences, [{ ...sequence, steps }] satisfies unknown[])

it('has the time between messages; where a clock was set back in between, none', () => {
  const times = stepsOf([1000, 1000.2, 1040, 10, 11].map(message)).map((step) =>
    step.type === 'delay' ? step.time : 'x',
  )
  expect(times).toEqual(['x', 'x', 40, 'x', 'x', 1, 'x'])
})

it('pauses for no longer than a sequence can, which could not be stored else', () => {
  const steps = stepsOf([0, 40 * 86_400_000].map(message))
  expect(steps[1]).toEqual({ type: 'delay', time: 86_400_000 })
  expect(canBeStored(steps)).toBe(true)
})

it('of as many messages as are let through can be stored', () => {
  const most = Array.from({ length: 5000 }, (_, index) => message(index * 2))
  refuseTooMany(most)
  expect(canBeStored(stepsOf(most))).toBe(true)
  expect(() => refuseTooMany([...most, message(0)])).toThrow('There are more than 5000 messages.')
})

it('sends again what has braces like a variable, and not what that stands for', () => {
  const [step] = stepsOf([{ text: '{"a":"{{id}}"}', sendAs: 'text', at: 0 }])
  expect(step).toMatchObject({ text: '{"a":"{{$braces}}id}}"}' })
})
