import { expect, test } from 'vitest'
import { MessageDocument } from '../../../panels/shared/document/message-document.ts'
import { prettyJson } from '../../../panels/shared/json-layout.ts'

const long = JSON.stringify(Array.from({ length: 100_000 }, (_, id) => ({ id, name: 'a name' })))

/** What another thread has asked before this one is busy. */
function question(): Promise<'asked meanwhile'> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve('asked meanwhile')
    }
    port2.postMessage(undefined)
  })
}

test('others are heard while a long text is laid out', async () => {
  const document = new MessageDocument(long)
  const asked = question()
  const laidOut = document.pretty()
  expect(await Promise.race([laidOut, asked])).toBe('asked meanwhile')
  expect(await laidOut).toBe(prettyJson(long))
})

test('a layout that no view waits for is given up, and what is copied is not', async () => {
  const document = new MessageDocument(long)
  const [left, copied] = [document.prettyForView(), document.pretty()]
  document.leaveView()
  const again = document.prettyForView()
  expect(await left).toBeUndefined()
  expect([await copied, await again]).toEqual([prettyJson(long), prettyJson(long)])
})

test.each([
  ['deeper', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
  ['longer', `${'['.repeat(1000)}${'1,'.repeat(1_000_000)}1${']'.repeat(1000)}`],
])('what would be more white space than a text can hold stays as it is: %s', async (_, json) => {
  expect((await new MessageDocument(json).pretty()) === json).toBe(true)
  expect(prettyJson(json) === json).toBe(true)
})
