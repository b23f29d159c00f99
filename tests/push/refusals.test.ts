import { expect, test } from 'vitest'
import { MAX_BODY_BYTES } from '@/lib/jimi/push/read-body'
import type { BodyPieces } from '@/lib/server/push/body-intake'
import { createReceiver, type PushRequest } from '@/lib/server/push/receiver'
import { QueueFullError, WriterStoppedError } from '@/lib/server/push/types'
import { EXAMPLE_IMEIS, formOf, gpsItem, nobodys } from './push-world'

const NOW = new Date('2026-03-01T08:00:00Z')
const [HOOK, TOKEN] = [nobodys(), nobodys()]
const POST = formOf({ token: TOKEN, data_list: JSON.stringify([gpsItem(EXAMPLE_IMEIS[0])]) })

/** A receiver of one hook whose storage fails as said, and the hooks it noted refusals of. */
function makeReceiver(storeFailure: Error | null = null) {
  const refused: [hook: string, atMs: number][] = []
  const receiver = createReceiver({
    findHook: async (path) => {
      if (path !== HOOK) return null
      const ids = { tenantId: 'tenant', id: 'hook', connectionId: 'connection' }
      return { ...ids, mayPost: () => true, isToken: (token) => token === TOKEN }
    },
    readItems: async () => ({
      items: [],
      rejects: [{ topic: 'pushgps', reason: 'unknown_device', detail: '', imei: null, raw: {} }],
    }),
    write: async () => {
      if (storeFailure) throw storeFailure
    },
    note: () => {},
    noteRefusal: (hook, atMs) => refused.push([hook, atMs]),
  })
  const send = async (over: Partial<PushRequest> = {}) => {
    const request = {
      method: 'POST' as const,
      hook: HOOK,
      topicPath: 'pushgps',
      remoteAddress: null,
      now: NOW,
    }
    const contentType = 'application/x-www-form-urlencoded'
    return (await receiver.receive({ ...request, contentType, body: Buffer.from(POST), ...over })).status
  }
  return { send, refused }
}

test.each([new QueueFullError('full'), new WriterStoppedError('stopped'), new Error('away')])(
  'a post that is answered 503 because of "$message" is noted as refused',
  async (failure) => {
    const { send, refused } = makeReceiver(failure)
    expect(await send()).toBe(503)
    expect(refused).toEqual([[HOOK, NOW.getTime()]])
  },
)

test('posts beyond what a hook may send at once are noted as refused, and those before are not', async () => {
  const { send, refused } = makeReceiver()
  // 512 requests of one hook run at once.
  const statuses = await Promise.all(Array.from({ length: 513 }, () => send()))
  expect(statuses.filter((status) => status === 503)).toHaveLength(1)
  expect(refused).toEqual([[HOOK, NOW.getTime()]])
})

test('a post that finds no room for its body is noted as refused', async () => {
  const { send, refused } = makeReceiver()
  let finish: () => void = () => {}
  const finished = new Promise<void>((resolve) => {
    finish = resolve
  })
  async function* slowBody(): BodyPieces {
    yield new Uint8Array(MAX_BODY_BYTES)
    await finished
  }
  // All bodies together may hold 32 MiB.
  const statuses = Array.from({ length: 33 }, () => send({ body: slowBody() }))
  await expect.poll(() => refused).toEqual([[HOOK, NOW.getTime()]])
  finish()
  expect((await Promise.all(statuses)).filter((status) => status === 503)).toHaveLength(1)
})

test('what is refused for what it is, is no loss: a wrong token, a path nobody has, a body that cannot be read', async () => {
  const { send, refused } = makeReceiver(new QueueFullError('full'))
  const wrong = formOf({ token: nobodys(), data_list: '[]' })
  expect(await send({ body: Buffer.from(wrong) })).toBe(401)
  expect(await send({ hook: nobodys() })).toBe(404)
  expect(await send({ body: Buffer.from('{'), contentType: 'application/json' })).toBe(400)
  expect(refused).toEqual([])
})
