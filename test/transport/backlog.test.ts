import { expect, it } from 'vitest'
import type { LogContent } from '../../src/core/log-entry.ts'
import { Waiters } from '../../src/log/waiters.ts'
import { Backlog } from '../../src/transport/backlog.ts'

/** A writer that stores what it has only when it is told to. */
class SlowWriter {
  readonly #waiters = new Waiters()
  readonly appended: { readonly logId: string; readonly content: LogContent; readonly at: number }[] = []
  pendingBytes = 0

  append(logId: string, content: LogContent, at: number): void {
    this.appended.push({ logId, content, at })
  }

  drained(below: number): Promise<void> {
    return this.#waiters.until(below, this.pendingBytes)
  }

  store(left: number): void {
    this.pendingBytes = left
    this.#waiters.tell(left)
  }
}

const message: LogContent = { type: 'message', direction: 'received', data: 'text' }
const tooMuch = 385 * 1024 * 1024

it('says how many messages were not kept as soon as there is room, also when no other comes', async () => {
  const writer = new SlowWriter()
  const backlog = new Backlog(writer)
  writer.pendingBytes = tooMuch
  backlog.append('a', message, 1)
  backlog.append('b', message, 2)
  backlog.append('a', message, 3)
  expect(writer.appended).toEqual([])
  writer.store(0)
  await Promise.resolve()
  const noteOf = (count: number) => ({
    ...{ type: 'note', code: 'gap' },
    message: `Messages that came faster than they could be stored and were not kept: ${count}.`,
  })
  expect(writer.appended).toEqual([
    { logId: 'a', content: noteOf(2), at: 3 },
    { logId: 'b', content: noteOf(1), at: 2 },
  ])
})

it('says it before what comes next, and once', async () => {
  const writer = new SlowWriter()
  const backlog = new Backlog(writer)
  writer.pendingBytes = tooMuch
  backlog.append('a', message, 1)
  writer.store(0)
  backlog.append('a', message, 2)
  await Promise.resolve()
  expect(writer.appended.map(({ content }) => content.type)).toEqual(['note', 'message'])
})
