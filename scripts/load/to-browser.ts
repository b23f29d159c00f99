// How long it takes from the vendor's post until a browser has it, in the production build: first with nothing else to do,
// then while the app takes in posts.

import { randomUUID } from 'node:crypto'
import { startSession } from '@/lib/server/data/system/sessions'
import { db } from '@/lib/server/db'
import { encodeSession, sessionCookie } from '@/lib/server/session-cookie'
import { type Delays, measureDelays } from './push-to-browser'
import { fire, launch, type Range } from './shot'
import { type LoadTenant, type Store, withStore } from './world'

/** Connections that post all the time while delays are measured under load. */
const LOAD_CONNECTIONS = 8

type Measured = { alarm: Delays; position: Delays }

/** Starts the app and measures for as long as the range says, once without load and once with. */
export async function measureToBrowser(
  target: Parameters<typeof launch>[0],
  range: Range,
): Promise<{ quiet: Measured; loaded: Measured; itemsPerS: number }> {
  const [watched] = range.tenants
  if (watched === undefined) throw new Error('There is nobody to push to.')
  const cookie = await signIn(range.store, watched)
  const server = await launch(target, range)
  try {
    await server.ready()
    const options = { url: server.url, cookie, tenant: watched, forMs: range.measuredMs }
    // What is asked for the first time is slow once, and no figure.
    await measureDelays({ ...options, forMs: range.warmUpMs })
    const quiet = await measureDelays(options)
    range.tell(`without load: ${wordsOf(quiet)}`)
    const firing = { ...range, connections: LOAD_CONNECTIONS, warmUpMs: 0 }
    const [loaded, { measured }] = await Promise.all([
      measureDelays(options),
      fire(server, target.startMs, firing),
    ])
    const itemsPerS = Math.round(measured.items / measured.seconds)
    range.tell(`while ${LOAD_CONNECTIONS} connections post ${itemsPerS} items/s: ${wordsOf(loaded)}`)
    return { quiet, loaded, itemsPerS }
  } finally {
    await server.stop()
  }
}

/** An owner of the tenant, and the cookie of their session. */
function signIn(store: Store, { tenantId }: LoadTenant): Promise<string> {
  return withStore(store, async () => {
    const id = randomUUID()
    const email = `${id}@example.com`
    await db().user.create({
      data: { id, tenantId, email, name: 'Reader', passwordHash: '-', role: 'owner' },
    })
    const sessionId = await startSession({ tenantId, userId: id }, { address: null, userAgent: null })
    return `${sessionCookie().name}=${await encodeSession({ userId: id, sessionVersion: 1, sessionId })}`
  })
}

function wordsOf({ alarm, position }: Measured): string {
  const words = ({ count, p50Ms, p95Ms, maxMs }: Delays) =>
    `p50 ${p50Ms} ms, p95 ${p95Ms} ms, at most ${maxMs} ms of ${count}`
  return `alarm ${words(alarm)}; position ${words(position)}`
}
