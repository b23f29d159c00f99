// How much memory a page's scripts hold, its workers' included: a clustered source lives in a worker.

import type { CDPSession, Page } from 'playwright'

type HeapUsage = { usedSize: number; backingStorageSize?: number }

/** Must be called before the page makes its workers. The answer collects garbage and counts what is left, in megabytes. */
export async function heapOf(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page)
  const workers = await followWorkers(session)
  return async () => {
    await session.send('HeapProfiler.collectGarbage')
    await session.send('HeapProfiler.collectGarbage')
    const own: HeapUsage = await session.send('Runtime.getHeapUsage')
    const others = await Promise.all(workers.map((ask) => ask()))
    return [own, ...others].reduce((total, usage) => total + bytesOf(usage), 0) / 1e6
  }
}

/** Buffers of typed arrays lie outside of the heap proper. */
function bytesOf({ usedSize, backingStorageSize = 0 }: HeapUsage): number {
  return usedSize + backingStorageSize
}

/** One question for each worker of the page, also of those to come. */
async function followWorkers(session: CDPSession): Promise<(() => Promise<HeapUsage>)[]> {
  const asks: (() => Promise<HeapUsage>)[] = []
  const waiting = new Map<number, (result: HeapUsage) => void>()
  let lastId = 0
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message)
    waiting.get(id)?.(result)
    waiting.delete(id)
  })
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type !== 'worker') return
    const send = (method: string) =>
      new Promise<HeapUsage>((resolve) => {
        const id = ++lastId
        waiting.set(id, resolve)
        void session.send('Target.sendMessageToTarget', {
          sessionId,
          message: JSON.stringify({ id, method, params: {} }),
        })
      })
    asks.push(async () => {
      await send('HeapProfiler.collectGarbage')
      return send('Runtime.getHeapUsage')
    })
  })
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  })
  return asks
}
