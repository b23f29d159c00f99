// A vendor that pushes to two tenants through doors that can be shut, on a clock that tests turn: one tenant lives through an
// outage, the other is what there would be without one.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Sandbox, startSandbox } from '@/lib/sandbox/server'
import { storeHook } from '@/lib/server/data/system/push-hooks'
import { recordReceiving } from '@/lib/server/data/system/receive-marks'
import { sql } from '@/lib/server/db'
import { OutageWatch } from '@/lib/server/push/outage-watch'
import { pushReceiver } from '@/lib/server/push/process'
import { importRoster } from '@/lib/server/services/roster'
import { type Customer, connectTenant } from '../live/vendor'

export type Door = {
  url: string
  token: string
  hookId: string
  isOpen: boolean
  /** Bodies that came while it was shut. */
  missed: { path: string; body: Buffer }[]
  /** Posts them after all, as a vendor that tries again would. */
  deliverMissed(): Promise<void>
  close(): Promise<void>
}

export type Stage = {
  sandbox: Sandbox
  clock: { ms: number }
  struck: Customer & { door: Door }
  spared: Customer & { door: Door }
  /** Time goes by, in steps of a minute: what is due is pushed, and while the door is open receiving is marked twice. */
  pass(minutes: number): Promise<void>
  close(): Promise<void>
}

/** The clock begins at `startMs`, a whole minute in the past, so that what happens has happened when the vendor is asked about it. */
export async function openStage({ devices, startMs }: { devices: number; startMs: number }): Promise<Stage> {
  const clock = { ms: startMs }
  const sandbox = await startSandbox({
    port: 0,
    seed: 11,
    devices,
    profile: 'pro',
    now: () => clock.ms,
    switches: { ratePerSecond: 0, limitTokenGet: false },
    pushes: { everyMs: 0, settings: { targets: [], topics: ['pushgps', 'pushalarm'], concurrency: 4 } },
  })
  const nowMs = clock.ms
  clock.ms = Date.now()
  const [root] = sandbox.accounts
  if (root === undefined) throw new Error('a world without accounts')
  const struck = await openCustomer(sandbox, root)
  const spared = await openCustomer(sandbox, root)
  clock.ms = nowMs
  await control(sandbox, { targets: [struck.door, spared.door].map(({ url, token }) => ({ url, token })) })
  const watch = new OutageWatch({
    clock: { now: () => clock.ms, sleep: async () => {}, random: () => 0 },
    record: (report) => recordReceiving({ ...report, nowMs: clock.ms }),
  })
  const mark = async () => {
    if (struck.door.isOpen && !(await watch.beat())) throw new Error('receiving could not be marked')
  }
  await mark()
  await backdate(struck, nowMs)
  return {
    sandbox,
    clock,
    struck,
    spared,
    pass: async (minutes) => {
      for (let minute = 0; minute < minutes; minute += 1) {
        clock.ms += 30_000
        await mark()
        clock.ms += 30_000
        sandbox.pushes.tick()
        await sandbox.pushes.quiet()
        await mark()
      }
    },
    close: async () => {
      await sandbox.close()
      await struck.door.close()
      await spared.door.close()
    },
  }
}

async function openCustomer(
  sandbox: Sandbox,
  { account, password }: { account: string; password: string },
): Promise<Customer & { door: Door }> {
  const customer = await connectTenant({ sandbox }, account, { password })
  await importRoster(customer.ref)
  const { tenantId, id: connectionId } = customer.ref
  return { ...customer, door: await openDoor(await storeHook(tenantId, { connectionId, actorId: null })) }
}

/** The hook is as old as the clock, and was posted to. */
async function backdate({ door }: { door: Door }, ms: number): Promise<void> {
  const at = new Date(ms).toISOString()
  await sql().query(
    'UPDATE push_hook SET created_at = $2::timestamptz, last_received_at = $2::timestamptz WHERE id = $1::uuid',
    [door.hookId, at],
  )
}

async function control(sandbox: Sandbox, order: unknown): Promise<void> {
  const response = await fetch(`${sandbox.controlUrl}/pushes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(order),
  })
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
}

async function openDoor({ id, path, token }: { id: string; path: string; token: string }): Promise<Door> {
  const door: Door = {
    url: '',
    token,
    hookId: id,
    isOpen: true,
    missed: [],
    deliverMissed: async () => {
      for (const { path: topicPath, body } of door.missed.splice(0)) await deliver(path, topicPath, body)
    },
    close: () => closeServer(server),
  }
  const server = createServer((request, response) => void receive(request, response, { door, hook: path }))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  door.url = `http://127.0.0.1:${port}`
  return door
}

async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  { door, hook }: { door: Door; hook: string },
): Promise<void> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece)
  const [body, topicPath] = [Buffer.concat(pieces), (request.url ?? '/').slice(1)]
  if (!door.isOpen) {
    door.missed.push({ path: topicPath, body })
    response.destroy()
    return
  }
  const answer = await deliver(hook, topicPath, body)
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body)
}

function deliver(hook: string, topicPath: string, body: Buffer) {
  return pushReceiver().receive({
    method: 'POST',
    hook,
    topicPath,
    contentType: 'application/x-www-form-urlencoded',
    body,
    remoteAddress: '198.51.100.7',
    now: new Date(),
  })
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
