import type { Heap } from './browser.ts'
import type { Cdp } from './cdp.ts'

interface Target {
  readonly targetId: string
  readonly url: string
}

interface Attached {
  readonly sessionId: string
  readonly targetInfo: Target
}

interface HeapUsage {
  readonly usedSize: number
  /** What belongs to objects but is not in the heap, such as the document and the bytes of buffers. */
  readonly embedderHeapUsedSize?: number
  readonly backingStorageSize?: number
}

/** What a page and its Workers hold, in Chromium. */
export async function heapsOf(cdp: Cdp, page: string): Promise<readonly Heap[]> {
  const { targetInfos } = await cdp.send<{ targetInfos: readonly Target[] }>('Target.getTargets', { filter: [{}] })
  const target = targetInfos.find(({ url }) => url.includes(page))
  if (!target) throw new Error(`${page} is not open.`)
  const { targetId } = target
  const { sessionId } = await cdp.send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true })
  const all: Attached[] = [{ sessionId, targetInfo: target }]
  cdp.onEvent = (method, attached: Attached) => {
    if (method === 'Target.attachedToTarget') all.push(attached)
  }
  const attach = { autoAttach: true, waitForDebuggerOnStart: false, flatten: true }
  await cdp.send('Target.setAutoAttach', attach, sessionId)
  cdp.onEvent = () => {}
  const heaps: Heap[] = []
  for (const one of all) heaps.push({ url: one.targetInfo.url, bytes: await bytesIn(cdp, one.sessionId) })
  await cdp.send('Target.detachFromTarget', { sessionId })
  return heaps
}

async function bytesIn(cdp: Cdp, sessionId: string): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage', {}, sessionId)
  const usage = await cdp.send<HeapUsage>('Runtime.getHeapUsage', {}, sessionId)
  return usage.usedSize + (usage.embedderHeapUsedSize ?? 0) + (usage.backingStorageSize ?? 0)
}
