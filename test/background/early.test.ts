import { expect, it } from 'vitest'
import { once } from '../../src/background/once.ts'
import { begun, kept } from '../../src/platform/early.ts'

it('keeps what comes before somebody listens, in order', () => {
  let tell: (one: number, two: string) => void = () => expect.unreachable('nothing is registered')
  const listen = kept<[number, string]>((listener) => {
    tell = listener
  })
  tell(1, 'a')
  tell(2, 'b')
  const heard: unknown[] = []
  listen((...args) => heard.push(args))
  tell(3, 'c')
  expect(heard).toEqual([
    [1, 'a'],
    [2, 'b'],
    [3, 'c'],
  ])
})

it('gives what was begun to the first who asks, and begins anew for others', async () => {
  let times = 0
  const ask = begun(async () => ++times)
  expect(times).toBe(1)
  expect(await ask()).toBe(1)
  expect(await ask()).toBe(2)
})

it('tells who asks why what was begun has failed', async () => {
  const ask = begun(() => Promise.reject(new Error('no')))
  await expect(ask()).rejects.toThrow('no')
})

it('makes a part once, when it is first asked for', async () => {
  let times = 0
  const part = once(async () => ({ number: ++times }))
  expect(times).toBe(0)
  expect(await part()).toBe(await part())
  expect(times).toBe(1)
})
