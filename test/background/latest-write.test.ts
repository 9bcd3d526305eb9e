import { expect, it } from 'vitest'
import { LatestWrite } from '../../src/background/latest-write.ts'

/** Writes are done when a test says so. */
function slowDisk() {
  const begun: { value: number; end: (error?: Error) => void }[] = []
  const disk = { now: 0, begun }
  const latest = new LatestWrite(
    () =>
      new Promise((resolve, reject) => {
        begun.push({ value: disk.now, end: (error) => (error ? reject(error) : resolve()) })
      }),
  )
  const save = (value: number) => {
    disk.now = value
    return latest.save()
  }
  return { begun, save, latest }
}

it('writes what is true when its turn comes, once for all that wait', async () => {
  const { begun, save } = slowDisk()
  const first = save(1)
  await Promise.resolve()
  await Promise.resolve()
  const others = [2, 3, 4].map(save)
  expect(begun.map(({ value }) => value)).toEqual([1])
  begun[0]?.end()
  await first
  await expect.poll(() => begun.map(({ value }) => value)).toEqual([1, 4])
  begun[1]?.end()
  await Promise.all(others)
  expect(begun).toHaveLength(2)
})

it('tells each who waited that it could not be written, and writes the next all the same', async () => {
  const { begun, save } = slowDisk()
  const both = [1, 2].map(save)
  await expect.poll(() => begun.length).toBe(1)
  begun[0]?.end(new Error('full'))
  expect(await Promise.allSettled(both)).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }])
  const next = save(3)
  await expect.poll(() => begun.map(({ value }) => value)).toEqual([2, 3])
  begun[1]?.end()
  await next
})

it('keeps its order with what else is written', async () => {
  const { begun, save, latest } = slowDisk()
  const order: string[] = []
  const saved = [save(1), latest.inTurn(async () => void order.push(`other after ${begun.length}`)), save(2)]
  await expect.poll(() => begun.length).toBe(1)
  begun[0]?.end()
  await Promise.all(saved)
  expect([order, begun.map(({ value }) => value)]).toEqual([['other after 1'], [2]])
})
