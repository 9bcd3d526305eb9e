import { signal } from '@preact/signals'
import { expect, test } from 'vitest'
import { createProfileScript } from '../../panels/shared/profile-script.ts'
import { createSavedMessages } from '../../panels/shared/saved-messages.ts'
import type { Session } from '../../panels/shared/session.ts'
import { ok, type Result, refuse } from '../../src/core/result.ts'
import { emptyScript, type SavedMessage, type Script } from '../../src/core/script.ts'

const message: SavedMessage = { id: 'm', name: '', folder: [], sendAs: 'text', text: 'hello', onConnect: false }

/** A background that answers when it is told to, with what is kept by then or before. */
function slowBackground(profileId = signal('p1')) {
  const scripts = signal<ReadonlyMap<string, number>>(new Map())
  const reads: ((script: Script) => void)[] = []
  const writes: { change: Partial<Script>; done: (result?: Result<null>) => void }[] = []
  const call = (name: string, given: { change?: Partial<Script> }) =>
    new Promise((resolve) => {
      if (name === 'script.read') reads.push((script) => resolve(ok(script)))
      else writes.push({ change: given.change ?? {}, done: (result = ok(null)) => resolve(result) })
    })
  const session = { mirror: { scripts }, call } as unknown as Session
  const script = createProfileScript(session, profileId)
  return { reads, writes, scripts, script, saved: createSavedMessages(session.call, script) }
}

/** As long as promises that are settled take. */
const turn = () => new Promise((resolve) => setTimeout(resolve))

test('what is saved before the saved messages were read is saved', async () => {
  const { reads, writes, saved } = slowBackground()
  void saved.edit((messages) => [...messages, message])
  await turn()
  expect(writes).toEqual([])
  const first = { ...message, id: 'first' }
  reads[0]?.({ ...emptyScript, messages: [first] })
  await turn()
  expect(writes).toMatchObject([{ change: { messages: [first, message] } }])
  expect(saved.list.value).toEqual([first, message])
})

test('an answer that was asked for before a change does not take it back, however late it comes', async () => {
  const { reads, writes, scripts, saved } = slowBackground()
  reads[0]?.(emptyScript)
  await turn()
  scripts.value = new Map([['p1', 1]])
  void saved.edit(() => [message])
  writes[0]?.done()
  await turn()
  reads[1]?.(emptyScript)
  await turn()
  expect(saved.list.value).toEqual([message])
  reads[2]?.({ ...emptyScript, messages: [message] })
  await turn()
  expect(saved.list.value).toEqual([message])
})

test('the script of a profile that was gone to is shown, though a change of the one before is refused after that', async () => {
  const profileId = signal('p1')
  const { reads, writes, script, saved } = slowBackground(profileId)
  reads[0]?.(emptyScript)
  await turn()
  void saved.edit(() => [message])
  profileId.value = 'p2'
  const other = { ...emptyScript, messages: [{ ...message, id: 'other' }] }
  reads[1]?.(other)
  await turn()
  writes[0]?.done(refuse('failed', 'There is no room.'))
  await turn()
  expect(script.script.value).toEqual(other)
})
