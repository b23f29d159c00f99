// What the kill test posts: items of every topic, none like another, each with the table it belongs into and what it is known
// by there. Written from the vendor's documents and the database's own columns, without the code that reads pushes.

import { TOPICS, type Topic } from './kill-topics'
import { seeded } from './seeded'
import type { LoadTenant } from './world'

/** One item: its JSON, and the row it must become. */
export type KillItem = { json: string; table: string; identity: string }

/** One post, as it is sent and sent again until it is acknowledged. */
export type KillBody = { url: string; contentType: string; text: string; items: readonly KillItem[] }

/** Makes bodies one after the other; the same seed, start and tenants make the same ones. */
export function makeBodies({
  tenants,
  seed,
  startMs,
}: {
  tenants: readonly LoadTenant[]
  seed: number
  /** The moment of the first items; later ones go on from there. */
  startMs: number
}): () => KillBody {
  const chance = seeded(seed)
  const counts = new Map<string, number>()
  const deck = TOPICS.flatMap((topic) => Array<Topic>(topic.weight ?? 1).fill(topic))
  let number = 0
  const makeItem = (topic: Topic, tenant: LoadTenant): KillItem => {
    const key = `${tenant.tenantId} ${topic.name}`
    const count = counts.get(key) ?? 0
    counts.set(key, count + 1)
    number += 1
    const round = Math.floor(count / tenant.imeis.length)
    const imei = tenant.imeis[count % tenant.imeis.length] ?? ''
    const made = topic.make({
      imei,
      count,
      round,
      number: String(number),
      at: new Date(startMs + round * 1000),
    })
    return { json: JSON.stringify(made.wire), table: made.table, identity: made.identity }
  }
  return () => {
    const topic = deck[chance.whole(0, deck.length - 1)]
    const tenant = tenants[chance.whole(0, tenants.length - 1)]
    if (topic === undefined || tenant === undefined) throw new Error('There are no topics or tenants.')
    const items = Array.from({ length: topic.isLegacy ? 1 : chance.whole(1, 50) }, () =>
      makeItem(topic, tenant),
    )
    return { ...toPost(topic, tenant, { items, isForm: chance.next() < 0.7 }), items }
  }
}

function toPost(
  topic: Topic,
  { path, token }: LoadTenant,
  { items, isForm }: { items: readonly KillItem[]; isForm: boolean },
): Omit<KillBody, 'items'> {
  if (topic.isLegacy) {
    const text = new URLSearchParams({ msgType: topic.name, data: items[0]?.json ?? '' }).toString()
    return { url: `/api/push/${path}`, contentType: FORM, text }
  }
  const url = `/api/push/${path}/${topic.name}`
  const list = `[${items.map(({ json }) => json).join(',')}]`
  if (!isForm)
    return { url, contentType: 'application/json', text: `{"token":"${token}","data_list":${list}}` }
  return { url, contentType: FORM, text: new URLSearchParams({ token, data_list: list }).toString() }
}

const FORM = 'application/x-www-form-urlencoded'
