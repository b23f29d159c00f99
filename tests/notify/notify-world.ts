// A tenant with vehicles, people and rules, and alarms as push and poll bring them.

import { randomUUID } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { newRuleDefinition, type RuleDefinition } from '@/lib/domain/alarm-rules'
import type { Viewer } from '@/lib/server/access'
import type { AlarmReport } from '@/lib/server/data/system/alarm-meeting'
import { insertAlarms, type NewAlarm } from '@/lib/server/data/system/alarms'
import { db, sql } from '@/lib/server/db'
import type { Role } from '@/lib/server/generated/prisma/enums'
import type { Clock } from '@/lib/server/live/clock'
import { makeFleet } from '../db/fixtures'

export type World = Awaited<ReturnType<typeof makeWorld>>

/** A clock that stands until it is moved; sleeps never end by themselves. */
export function standingClock(startMs = Date.now()): Clock & { move(ms: number): void } {
  let nowMs = startMs
  return {
    now: () => nowMs,
    sleep: async () => undefined,
    random: () => 0.5,
    move: (ms) => {
      nowMs += ms
    },
  }
}

/** A tenant with two vehicles in one account and an owner. */
export async function makeWorld() {
  const fleet = await makeFleet(2)
  const [first = '', second = ''] = fleet.deviceIds
  const owner = await makeUser(fleet.tenantId, { role: 'owner' })
  return { ...fleet, deviceId: first, otherId: second, owner }
}

type UserOver = Partial<{ role: Role; scopePath: string; timeZone: string | null; name: string }>

/** A person, as a viewer with their address. */
export async function makeUser(tenantId: string, over: UserOver = {}): Promise<Viewer & { email: string }> {
  const id = randomUUID()
  const email = `${id}@example.com`
  const { role = 'dispatcher', scopePath = '/', timeZone = null, name = 'Somebody' } = over
  await db().user.create({
    data: { id, tenantId, email, name, passwordHash: '-', role, scopePath, timeZone },
  })
  return { tenantId, userId: id, role, scopePath, email }
}

/** A rule that tells the owners of everything in the app, and what is said otherwise; answers its id. */
export async function makeRule(
  tenantId: string,
  over: Partial<RuleDefinition> = {},
  { activeSince = new Date(0), position = 0, name = 'Rule' } = {},
): Promise<string> {
  const id = randomUUID()
  const definition: RuleDefinition = {
    ...newRuleDefinition('UTC'),
    severities: ['critical', 'warning', 'info'],
    throttleMin: 0,
    ...over,
  }
  await db().alarmRule.create({
    data: { tenantId, id, name, position, definition, activeSince, updatedAt: new Date() },
  })
  return id
}

/** Stores alarms as if they had come just now, and answers the new ones. */
export async function raise(
  tenantId: string,
  deviceId: string,
  over: Partial<AlarmReport> = {},
): Promise<NewAlarm> {
  const now = new Date()
  const [alarm] = await insertAlarms({
    alarms: [
      {
        tenantId,
        deviceId,
        way: 'push',
        code: 'overSpeed',
        name: 'Overspeed',
        severity: 'warning',
        startedAt: now,
        label: '',
        fixAt: now,
        lat: 41.15,
        lng: -8.61,
        speedKph: 100,
        fenceRef: null,
        receivedAt: now,
        item: null,
        ...over,
      },
    ],
  })
  if (!alarm) throw new Error('The alarm was known.')
  return alarm
}

export type NoticeRow = {
  id: string
  alarmId: string
  ruleId: string
  way: string
  recipient: string
  status: string
  attempts: number
  lastWords: string | null
  nextAttemptAt: Date
}

/** What was made for a tenant, oldest first. */
export function noticesOf(tenantId: string): Promise<NoticeRow[]> {
  return sql().query(
    `SELECT id, alarm_id AS "alarmId", rule_id AS "ruleId", way, recipient, status, attempts, last_words AS "lastWords",
       next_attempt_at AS "nextAttemptAt"
     FROM notification WHERE tenant_id = $1::uuid ORDER BY created_at, way, recipient`,
    [tenantId],
  )
}

export const WAYS = { app: false, push: false, mail: false, webhookIds: [] }
export const NOBODY = { userIds: [], roles: [], addresses: [] }

type Got = { path: string; headers: IncomingHttpHeaders; body: Buffer }

/** Something that takes posts and answers what it is told to. */
export async function startReceiver() {
  const got: Got[] = []
  const answers: number[] = []
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      got.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) })
      const status = answers.shift() ?? 201
      response.writeHead(status, status === 302 ? { location: 'http://127.0.0.1:1/' } : {}).end('said')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = () => new Promise((resolve) => server.close(resolve))
  return { url: `http://127.0.0.1:${port}`, got, answers, close }
}
