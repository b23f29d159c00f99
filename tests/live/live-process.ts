// An app process without its web server, for tests: it watches one tenant, takes pushes, does jobs, and tells its parent what
// a page sees.

import { once } from 'node:events'
import type { Viewer } from '@/lib/server/access'
import { openDb } from '@/lib/server/db'
import { callJimi } from '@/lib/server/jimi'
import { jobHandlers } from '@/lib/server/jobs/handlers'
import { JobWorker } from '@/lib/server/jobs/worker'
import { live } from '@/lib/server/live/live'
import { readMetrics } from '@/lib/server/metrics'
import { redis } from '@/lib/server/redis'
import { type SignInAttempt, signInThrottle } from '@/lib/server/throttle'
import { post } from '../push/push-world'
import { openPage } from './page'

export type Order =
  | { kind: 'post'; hook: string; topicPath: string; form: Record<string, string> }
  | { kind: 'look'; imei: string }
  | { kind: 'fail to sign in'; attempt: SignInAttempt }
  | { kind: 'ask the vendor'; viewer: Viewer; imeis: string[] }
  | { kind: 'do jobs' }

const [tenantId = ''] = process.argv.slice(2)
await openDb()
await untilRedisIsReady()
const page = await openPage(live(), { tenantId })
await live().maintain()

process.on('message', async ([number, order]: [number, Order]) =>
  process.send?.([number, await follow(order)]),
)
process.on('disconnect', () => process.exit())
process.send?.('ready')

/** A process that serves people has been connected for long. */
async function untilRedisIsReady(): Promise<void> {
  const client = redis()
  if (client !== null && client.status !== 'ready') await once(client, 'ready')
}

async function follow(order: Order): Promise<unknown> {
  switch (order.kind) {
    case 'post':
      return (await post(order.hook, order.topicPath, order)).status
    case 'look': {
      const alarms = page.alarms.flatMap((frame) => frame.alarms.map(({ name }) => name))
      return { lat: page.latOf(order.imei) ?? null, alarms, metrics: (await readMetrics()).text }
    }
    case 'fail to sign in': {
      const admission = await signInThrottle().admit(order.attempt)
      if (admission.allowed) await signInThrottle().fail(order.attempt)
      return admission.allowed
    }
    case 'ask the vendor': {
      const ask = (imei: string) => callJimi(order.viewer, 'jimi.device.location.get', { imeis: [imei] })
      return (await Promise.all(order.imeis.map(ask))).length
    }
    case 'do jobs':
      new JobWorker({ owner: String(process.pid), handlers: jobHandlers }).start()
      return 'working'
  }
}
