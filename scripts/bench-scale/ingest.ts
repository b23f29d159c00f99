// Pushed positions from the bytes of a post to stored rows and latest states: the receiver of the product with its writer, on a
// real database. HTTP is left out; what it costs tells bench:ingest.

import { makeDays } from '@/lib/server/data/system/partitions'
import { sql } from '@/lib/server/db'
import { pushReceiver } from '@/lib/server/push/process'
import { type GpsRequest, ITEMS_A_REQUEST, makeGpsRequests } from '../load/gps-requests'
import { type LoadTenant, makeTenants } from '../load/world'
import type { Load, ScalePart } from './measure'
import { amounts } from './sizes'

/** Every device tells of so many moments in a round. */
const MOMENTS = 5
/** Posts under way at once, as over so many connections. */
const AT_ONCE = 64
const HOUR_MS = 3_600_000

/** Fleets of 500, 2,000 and 8,000 devices, a tenant each, by posts of fifty positions. The database must be open and empty. */
export async function ingestPart(base: number): Promise<ScalePart> {
  await makeDays(Date.now())
  const tenants = await makeTenants(amounts(500, base, ITEMS_A_REQUEST))
  let sent = 0
  const loads = tenants.map((tenant) => ingestLoad(tenant, (items) => (sent += items)))
  const check = async () => {
    const [row] = await sql().query<{ count: string }>(
      'SELECT count(*) AS count FROM position WHERE tenant_id = ANY($1::uuid[])',
      [tenants.map(({ tenantId }) => tenantId)],
    )
    if (Number(row?.count) !== sent)
      throw new Error(`${sent} positions were sent and ${row?.count} are stored.`)
  }
  return { items: 'pushed positions, the fleet grows', loads, check }
}

function ingestLoad(tenant: LoadTenant, noteSent: (items: number) => void): Load {
  const startMs = Math.floor((Date.now() - HOUR_MS) / 1000) * 1000
  const requests = makeGpsRequests([tenant], startMs)
  let posts: Uint8Array[] = []
  const work = requests.length * ITEMS_A_REQUEST * MOMENTS
  return {
    work,
    prepare() {
      posts = Array.from({ length: MOMENTS }, () => requests.map(nextBody)).flat()
    },
    async round() {
      await Promise.all(Array.from({ length: AT_ONCE }, (_, line) => postAll(tenant.path, posts, line)))
      noteSent(work)
    },
  }
}

/** The body of a request with the next moment in it. */
function nextBody({ bytes, writeNext }: GpsRequest): Uint8Array {
  const copy = Buffer.from(bytes)
  writeNext(copy)
  return copy.subarray(copy.indexOf('\r\n\r\n') + 4)
}

async function postAll(hook: string, posts: readonly Uint8Array[], line: number): Promise<void> {
  for (let at = line; at < posts.length; at += AT_ONCE) {
    const answer = await pushReceiver().receive({
      ...{ method: 'POST', hook, topicPath: 'pushgps', contentType: 'application/x-www-form-urlencoded' },
      ...{ body: posts[at] ?? null, remoteAddress: '127.0.0.1', now: new Date() },
    })
    if (answer.status !== 200) throw new Error(`A post was answered with ${answer.status}.`)
  }
}
