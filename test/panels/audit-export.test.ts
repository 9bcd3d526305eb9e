import { expect, test, vi } from 'vitest'
import { createAuditExport } from '../../panels/options/audit-export.ts'
import type { AuditEntry } from '../../src/core/audit.ts'

const entry: AuditEntry = {
  ...{ seq: 1, at: 1, action: 'send', decision: 'allowed', connectionId: 'c', profile: 'P', endpoint: 'wss://h/' },
  ...{ rule: '', detail: '', content: { type: 'text', data: 'hidden', cut: false } },
}

/** An export of two entries, of which the second comes when it is let go on. */
function newExport() {
  let goOn = () => {}
  const gone = new Promise<void>((resolve) => {
    goOn = resolve
  })
  const exporting = createAuditExport({
    count: async () => 2,
    async *batches() {
      yield [entry]
      await gone
      yield [{ ...entry, seq: 2 }]
    },
  })
  const saved: Blob[] = []
  vi.spyOn(URL, 'createObjectURL').mockImplementation((file) => {
    if (file instanceof Blob) saved.push(file)
    return 'blob:'
  })
  return { exporting, goOn, saved }
}

async function expectWithoutContent(saved: readonly Blob[]): Promise<void> {
  const text = await new Blob([...saved]).text()
  expect(text.trimEnd().split('\n')).toHaveLength(2)
  expect(text).not.toContain('hidden')
}

test('tells how far it is, and leaves content out where none may be exported', async () => {
  const { exporting, goOn, saved } = newExport()
  const written = exporting.start(() => false)
  await vi.waitFor(() => expect(exporting.state.value).toEqual({ phase: 'writing', entries: 1, share: 0.5 }))
  goOn()
  await written
  expect(exporting.state.value).toEqual({ phase: 'done', entries: 2, missing: 0 })
  await expectWithoutContent(saved)
})

test('writes nothing once it is cancelled, and can be begun anew', async () => {
  const { exporting, goOn, saved } = newExport()
  const written = exporting.start(() => true)
  await vi.waitFor(() => expect(exporting.state.value).toMatchObject({ entries: 1 }))
  exporting.cancel()
  goOn()
  await written
  expect(exporting.state.value).toEqual({ phase: 'cancelled' })
  expect(saved).toEqual([])
  await exporting.start(() => true)
  expect(exporting.state.value).toEqual({ phase: 'done', entries: 2, missing: 0 })
  expect(await new Blob(saved).text()).toContain('hidden')
})

test('leaves content out also where policy begins to forbid it while it is written', async () => {
  const { exporting, goOn, saved } = newExport()
  let mayTell = true
  const written = exporting.start(() => mayTell)
  await vi.waitFor(() => expect(exporting.state.value).toMatchObject({ entries: 1 }))
  mayTell = false
  goOn()
  await written
  expect(exporting.state.value).toEqual({ phase: 'done', entries: 2, missing: 0 })
  await expectWithoutContent(saved)
})
