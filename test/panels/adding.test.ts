import { expect, test } from 'vitest'
import { createAdding } from '../../panels/shared/files/adding.ts'
import { createImport } from '../../panels/shared/files/import-model.ts'
import { plainHandshake } from '../../src/core/handshake.ts'
import { newProfile } from '../../src/core/profile.ts'
import { ok, refuse } from '../../src/core/result.ts'
import { emptyScript } from '../../src/core/script.ts'
import type { CommandArguments } from '../../src/wire/commands.ts'
import { fakeImportWorker } from './fake-import-worker.ts'
import { fakeSession } from './fake-session.ts'

const names = Array.from({ length: 2300 }, (_, index) => `n${index}`)
const file = new File(
  [
    JSON.stringify({
      ...{ format: 'switchboard', version: 2, folders: [['many'], ['empty']] },
      profiles: names.map((name) => ({
        ...{ id: name, name, kind: 'text', url: 'ws://h', subprotocols: [], folder: ['many'] },
        ...{ handshakeTimeout: 1000, minify: true },
      })),
    }),
  ],
  'many.json',
)

function importing() {
  const session = fakeSession()
  const nameOf = ({ profile: { name } }: CommandArguments<'profiles.add'>['profiles'][number]) => name
  session.answer({ 'profiles.add': ({ profiles }) => ok({ profileIds: profiles.map(nameOf) }) })
  const adding = createAdding({ ...session, onAdded: () => {}, onRefusal: () => {} })
  const model = createImport({ adding, startWorker: fakeImportWorker })
  const given = <Name extends 'profiles.add' | 'profiles.remove'>(name: Name) =>
    session.calls.filter((call) => call.name === name).map((call) => call.given as CommandArguments<Name>)
  return { session, adding, model, given, nameOf }
}

test('as many profiles are added as a file may have, in order, and all of them are taken back', async () => {
  const { adding, model, given, nameOf } = importing()
  await model.takeFiles([file])
  expect(await model.add()).toBe(true)
  expect(given('profiles.add').map((one) => one.profiles.length)).toEqual([1000, 1000, 300])
  expect(given('profiles.add').flatMap((one) => one.profiles.map(nameOf))).toEqual(names)
  expect(given('profiles.add').map(({ empty }) => empty)).toEqual([[], [], [{ path: ['empty'], at: 300 }]])
  const undone = adding.offer.undo()
  expect(adding.progress.value).toBeDefined()
  await undone
  expect(adding.progress.value).toBeUndefined()
  expect(given('profiles.remove').flatMap(({ profileIds }) => profileIds)).toEqual(names)
  expect(given('profiles.remove').map(({ newFolders }) => newFolders)).toEqual(
    Array.from({ length: 3 }, () => [['many'], ['empty']]),
  )
})

test('where some of them cannot be added, none is', async () => {
  const { session, model, given } = importing()
  session.answer({
    'profiles.add': ({ profiles }) =>
      profiles.length === 1000 ? ok({ profileIds: profiles.map((_, index) => `${index}`) }) : refuse('failed', 'Full.'),
  })
  await model.takeFiles([file])
  expect(await model.add()).toBe(false)
  expect(given('profiles.remove').map(({ profileIds }) => profileIds.length)).toEqual([1000, 1000])
})

test('an environment that somebody has deleted meanwhile is not missed when all is taken back', async () => {
  const session = fakeSession()
  const refused: string[] = []
  const adding = createAdding({ ...session, onAdded: () => {}, onRefusal: ({ code }) => refused.push(code) })
  session.answer({
    'environment.create': () => ok({ environmentId: 'e1' }),
    'environment.delete': () => refuse('unknown-environment', 'This environment does not exist any more.'),
  })
  await adding.add({ profiles: [], environments: [{ name: 'a', variables: [] }], folders: [] })
  await adding.offer.undo()
  expect(refused).toEqual([])
})

test('what cannot be taken back stays whole, with the reason, and can be tried again', async () => {
  const session = fakeSession()
  const refused: string[] = []
  const adding = createAdding({ ...session, onAdded: () => {}, onRefusal: ({ message }) => refused.push(message) })
  const removing = () => session.calls.filter(({ name }) => /remove|delete/.test(name)).map(({ name }) => name)
  session.answer({
    'profiles.add': () => ok({ profileIds: [] }),
    'environment.create': () => ok({ environmentId: 'e1' }),
    'profiles.remove': () => refuse('not-owner', 'Another panel has this connection.'),
  })
  await adding.add({ profiles: [], environments: [{ name: 'a', variables: [] }], folders: [['f']] })
  await adding.offer.undo()
  expect(refused).toEqual(['Another panel has this connection.'])
  expect(removing()).toEqual(['profiles.remove'])
  session.answer({ 'profiles.remove': () => ok(null) })
  await adding.offer.undo()
  expect(removing()).toEqual(['profiles.remove', 'profiles.remove', 'environment.delete'])
  expect(adding.added.value).toBeUndefined()
})

test('what is being added says so, and is taken back when it is given up, whatever its turn', async () => {
  const { session, adding, model, given } = importing()
  const answers: (() => void)[] = []
  session.answer({
    'profiles.add': ({ profiles }) =>
      new Promise((settle) => {
        answers.push(() => settle(ok({ profileIds: profiles.map((_, index) => `${index}`) })))
      }),
  })
  await model.takeFiles([file])
  const added = model.add()
  await expect.poll(() => answers).toHaveLength(1)
  expect(adding.progress.value).toEqual({ done: 0, total: 0 })
  adding.cancel()
  answers[0]?.()
  await added
  expect(given('profiles.add')).toHaveLength(1)
  expect(given('profiles.remove').map(({ profileIds }) => profileIds.length)).toEqual([1000])
  expect([adding.added.value, adding.progress.value]).toEqual([undefined, undefined])
})

test('what is being added is taken back when its page goes away meanwhile, and what was added is not', async () => {
  const { session, adding, given } = importing()
  let settle = () => {}
  session.answer({
    'profiles.add': () => ok({ profileIds: ['p'] }),
    'environment.create': () => ok({ environmentId: 'e' }),
    'recording.create': () =>
      new Promise((done) => {
        settle = () => done(ok({ recordingId: 'r' }))
      }),
  })
  const recording = { name: 'r', startedAt: 0, messages: 0, portions: async function* () {} }
  const profiles = [
    { given: { profile: newProfile('p'), handshake: plainHandshake, script: emptyScript }, recordings: [recording] },
  ]
  const additions = { profiles, environments: [{ name: 'e', variables: [] }], folders: [] }
  const added = adding.add(additions)
  await expect.poll(() => session.calls.map(({ name }) => name)).toContain('recording.create')
  dispatchEvent(new Event('pagehide'))
  expect(given('profiles.remove')).toEqual([{ profileIds: ['p'], newFolders: [] }])
  expect(session.calls.at(-1)).toEqual({ name: 'environment.delete', given: { environmentId: 'e' } })
  settle()
  await added
  dispatchEvent(new Event('pagehide'))
  expect(given('profiles.remove')).toHaveLength(1)
})

test('the sockets of a page that are told too late change nothing, and those that cannot be had say why', async () => {
  let tell: (log: unknown) => void = () => {}
  let fail: (error: Error) => void = () => {}
  const requestsOfInspectedPage = () =>
    new Promise((resolve, reject) => {
      tell = resolve
      fail = reject
    })
  const adding = { add: async () => undefined }
  const page = { browser: 'firefox' as const, requestsOfInspectedPage }
  const model = createImport({ adding, startWorker: fakeImportWorker, page })
  const looked = model.takePage()
  model.stop()
  await model.takeFiles([new File(['nonsense'], 'n.txt')])
  const refusal = model.refusal.value
  expect(refusal?.message).toContain('not recognised')
  tell({ entries: [] })
  await looked
  expect(model.refusal.value).toBe(refusal)

  const again = model.takePage()
  expect(model.isReading.value).toBe(true)
  fail(new Error('DevTools are closing.'))
  await again
  expect(model.isReading.value).toBe(false)
  expect(model.refusal.value).toEqual({ code: 'failed', message: 'DevTools are closing.' })
})

test('nothing else is read while what was read is being added: its recordings come whole', async () => {
  const { session, model } = importing()
  let settle = () => {}
  session.answer({
    'profiles.add': () => ok({ profileIds: ['p'] }),
    'recording.create': () =>
      new Promise((done) => {
        settle = () => done(ok({ recordingId: 'r' }))
      }),
  })
  const request = { method: 'GET', url: 'wss://h.example/', httpVersion: 'HTTP/1.1', headers: [] }
  const message = { type: 'receive', time: 1, opcode: 1, data: 'the last word' }
  const entry = { startedDateTime: '2026-01-01T00:00:00Z', request, _webSocketMessages: [message] }
  const har = { log: { version: '1.2', creator: { name: 'a', version: '1' }, entries: [entry] } }
  await model.takeFiles([new File([JSON.stringify(har)], 'page.har')])
  const preview = model.preview.value
  const added = model.add()
  await expect.poll(() => session.calls.map(({ name }) => name)).toContain('recording.create')
  await model.takeFiles([file])
  settle()
  expect(await added).toBe(true)
  const appended = session.calls.filter(({ name }) => name === 'recording.append').map(({ given }) => given)
  expect(JSON.stringify(appended)).toContain('the last word')
  expect(model.preview.value).toBe(preview)
})

test('where a recording cannot be read to its end, all is taken back and it is said', async () => {
  const { session, adding, given } = importing()
  session.answer({
    'profiles.add': () => ok({ profileIds: ['p'] }),
    'recording.create': () => ok({ recordingId: 'r' }),
  })
  const portions = async function* () {
    yield { entries: [], marks: [] }
    throw new Error('out of memory')
  }
  const recording = { name: 'r', startedAt: 0, messages: 2, portions }
  const profiles = [
    { given: { profile: newProfile('p'), handshake: plainHandshake, script: emptyScript }, recordings: [recording] },
  ]
  const refusal = await adding.add({ profiles, environments: [], folders: [] })
  expect(refusal).toEqual({ code: 'failed', message: 'It could not be read: out of memory' })
  expect(given('profiles.remove')).toEqual([{ profileIds: ['p'], newFolders: [] }])
  expect(adding.added.value).toBeUndefined()

  session.answer({ 'profiles.remove': () => refuse('not-owner', 'Another panel has this connection.') })
  await adding.add({ profiles, environments: [], folders: [] })
  expect(adding.added.value).toMatchObject({ profileIds: ['p'] })
})
