import type { Cdp } from './cdp.ts'

interface Target {
  readonly targetId: string
  readonly url: string
}

interface Attached {
  readonly sessionId: string
}

interface HeapUsage {
  readonly usedSize: number
  /** What belongs to objects but is not in the heap, such as the document and the bytes of buffers. */
  readonly embedderHeapUsedSize?: number
  readonly backingStorageSize?: number
}

/** Bytes that a page and its Workers hold after a garbage collection, in Chromium. */
export async function heldBy(cdp: Cdp, page: string): Promise<number> {
  const { targetInfos } = await cdp.send<{ targetInfos: readonly Target[] }>('Target.getTargets', { filter: [{}] })
  const target = targetInfos.find(({ url }) => url.includes(page))
  if (!target) throw new Error(`${page} is not open.`)
  const { targetId } = target
  const { sessionId } = await cdp.send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true })
  const sessions = [sessionId]
  cdp.onEvent = (method, attached: Attached) => {
    if (method === 'Target.attachedToTarget') sessions.push(attached.sessionId)
  }
  const attach = { autoAttach: true, waitForDebuggerOnStart: false, flatten: true }
  await cdp.send('Target.setAutoAttach', attach, sessionId)
  cdp.onEvent = () => {}
  let bytes = 0
  for (const session of sessions) bytes += await bytesIn(cdp, session)
  await cdp.send('Target.detachFromTarget', { sessionId })
  return bytes
}

async function bytesIn(cdp: Cdp, sessionId: string): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage', {}, sessionId)
  const usage = await cdp.send<HeapUsage>('Runtime.getHeapUsage', {}, sessionId)
  return usage.usedSize + (usage.embedderHeapUsedSize ?? 0) + (usage.backingStorageSize ?? 0)
}
