// One of each kind in a tenant, straight into the database.

import { randomUUID } from 'node:crypto'
import type { Viewer } from '@/lib/server/access'
import { db } from '@/lib/server/db'
import { seal } from '@/lib/server/secrets'
import { sealShareToken } from '@/lib/server/share/token'
import type { Stock } from './registry-types'
import { DAY, report, SHAPE } from './samples'

export type Place = {
  connectionId: string
  /** An account within the scope, and a vehicle of it. */
  account: string
  device: { id: string; imei: string }
  /** Whose they are. */
  by: Viewer
  /** Somebody in the same scope. */
  person: string
}

const EARLIER = new Date(Date.now() - 3_600_000)
/** How many stocks there are: no two alarms or gaps are of one moment. */
let made = 0
const LATER = new Date(Date.now() + 3_600_000)

/** Makes the stock and tells its ids. */
export async function stock(place: Place): Promise<Stock> {
  const { connectionId, account, device, by, person } = place
  made += 1
  const ids: Stock = {
    ...{ account, connection: connectionId, device: device.id, imei: device.imei, person },
    ...(await watched(place)),
    ...(await ordered(place)),
    ...(await filmed(place)),
    ...(await reported(by)),
    ...(await told(by)),
    ...(await received(place)),
    ...(await invited(by)),
  }
  return ids
}

async function watched({ device, by }: Place) {
  const { tenantId, scopePath } = by
  const [fence, alarm] = [randomUUID(), randomUUID()]
  const rules = { alarmEnter: true, alarmExit: true, tags: [], shapeAt: EARLIER, updatedAt: EARLIER }
  const look = { name: `Fence ${fence}`, color: '#2563eb', shape: SHAPE }
  await db().fence.create({ data: { tenantId, id: fence, scopePath, ...look, ...rules } })
  const came = { startedAt: EARLIER, receivedAt: EARLIER }
  const what = { code: 'sos', severity: 'critical', label: `${made}`, ...came }
  await db().alarm.create({ data: { tenantId, id: alarm, deviceId: device.id, ...what } })
  return { fence, alarm }
}

async function ordered({ device, by, connectionId }: Place) {
  const { tenantId, scopePath, userId } = by
  const [command, batch, saved, job] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  const order = { door: 'template', template: 'STATUS#', params: [] }
  const wish = {
    deviceId: device.id,
    order,
    text: 'STATUS#',
    kind: 'other',
    state: 'waiting',
    batchId: batch,
  }
  const asked = { requestedById: userId, requestedAt: EARLIER, expiresAt: LATER }
  await db().command.create({ data: { tenantId, id: command, ...wish, ...asked } })
  const kept = { name: `Saved ${saved}`, order, createdById: userId, scopePath, createdAt: EARLIER }
  await db().savedCommand.create({ data: { tenantId, id: saved, ...kept } })
  const about = { date: '2031-01-01' }
  const head = { kind: 'expiry', askedById: userId, scopePath, about, total: 1, createdAt: EARLIER }
  await db().deviceJob.create({ data: { tenantId, id: job, ...head } })
  const item = {
    deviceId: device.id,
    connectionId,
    imei: device.imei,
    deviceName: 'Vehicle',
    batchKey: 'k',
    wish: { step: 'expiry', expiresAt: LATER.toISOString() },
    changes: [],
    state: 'waiting',
    updatedAt: EARLIER,
  }
  await db().deviceJobItem.create({ data: { tenantId, jobId: job, seq: 1, ...item } })
  return { command, batch, saved, job }
}

async function filmed({ device, by, connectionId }: Place) {
  const { tenantId, userId } = by
  const [stream, list] = [randomUUID(), randomUUID()]
  const of = { tenantId, deviceId: device.id, connectionId, channel: 1, askedAt: EARLIER }
  const open = { kind: 'live', slot: `live ${stream}`, viewingId: stream, state: 'open', openedById: userId }
  const time = { openedAt: EARLIER, endsAt: LATER, address: 'http://127.0.0.1/live.flv' }
  await db().videoStream.create({ data: { ...of, id: stream, ...open, ...time } })
  const sits = { viewerKey: DAY.key, userId, joinedAt: EARLIER, leaseUntil: LATER }
  await db().videoViewer.create({ data: { tenantId, streamId: stream, ...sits } })
  const ready = { day: '2026-01-01', askedById: userId, state: 'ready', readyAt: EARLIER, recordings: [] }
  await db().videoList.create({ data: { ...of, id: list, ...ready, nextPollAt: LATER } })
  return { stream, list }
}

async function reported({ tenantId, userId, scopePath }: Viewer) {
  const [definition, schedule, view] = [randomUUID(), randomUUID(), randomUUID()]
  const of = { ownerId: userId, scopePath, updatedAt: EARLIER }
  const kept = { name: `Report ${definition}`, shared: true, request: report({}) }
  await db().reportDefinition.create({ data: { tenantId, id: definition, ...of, ...kept } })
  const when = { rhythm: { every: 'day' }, time: '06:30', zone: 'UTC', range: 'yesterday', format: 'csv' }
  const sent = { ...of, ...when, definitionId: definition, enabled: true }
  await db().reportSchedule.create({ data: { tenantId, id: schedule, ...sent } })
  const table = { name: `View ${view}`, spec: {}, ownerId: userId, updatedAt: EARLIER }
  await db().deviceView.create({ data: { tenantId, id: view, ...table } })
  return { definition, schedule, view }
}

async function told({ tenantId, userId }: Viewer) {
  const [rule, webhook, browser, delivery] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  const definition = { isOfNoVersion: true }
  const stands = { position: 1, name: `Rule ${rule}`, definition, activeSince: EARLIER, updatedAt: EARLIER }
  await db().alarmRule.create({ data: { tenantId, id: rule, ...stands } })
  const receiver = { name: `Hook ${webhook}`, url: 'http://192.0.2.1/in', enabled: true }
  const secretSealed = seal(tenantId, 'webhook_secret', 'secret')
  await db().webhookEndpoint.create({ data: { tenantId, id: webhook, ...receiver, secretSealed } })
  const keys = { endpoint: 'https://push.example/1', endpointHash: browser, p256dh: 'A', authSealed: '-' }
  await db().webPushSubscription.create({ data: { tenantId, id: browser, userId, ...keys, label: 'B' } })
  const given = {
    status: 'failed',
    attempts: 8,
    nextAttemptAt: EARLIER,
    settledAt: EARLIER,
    createdAt: EARLIER,
  }
  const post = { way: 'webhook', recipient: webhook, content: {}, body: '{}', ...given }
  await db().notification.create({ data: { tenantId, id: delivery, ...post } })
  return { rule, webhook, browser, delivery }
}

async function received({ by: { tenantId }, connectionId }: Place) {
  const [hook, reject, gap] = [randomUUID(), randomUUID(), randomUUID()]
  const hashes = { pathHash: hook, tokenHash: hook, allowedSources: [] }
  await db().pushHook.create({ data: { tenantId, id: hook, connectionId, ...hashes } })
  const item = { topic: 'pushgps', digest: reject, reason: 'not_json', detail: '', raw: Buffer.from('{') }
  await db().pushReject.create({ data: { tenantId, id: reject, connectionId, ...item, receivedAt: EARLIER } })
  const span = {
    startedAt: new Date(EARLIER.getTime() - made * 60_000),
    endedAt: EARLIER,
    nextTryAt: LATER,
  }
  await db().receiveGap.create({ data: { tenantId, id: gap, connectionId, ...span } })
  return { hook, reject, gap }
}

async function invited({ tenantId, userId, scopePath }: Viewer) {
  const [invitation, session, link] = [randomUUID(), randomUUID(), randomUUID()]
  const asked = {
    tokenHash: invitation,
    email: `${invitation}@example.com`,
    role: 'viewer',
    scopePath,
  } as const
  const terms = { locale: 'en', invitedById: userId, createdAt: EARLIER, expiresAt: LATER }
  await db().invitation.create({ data: { tenantId, id: invitation, ...asked, ...terms } })
  const at = { createdAt: EARLIER, lastSeenAt: EARLIER }
  await db().userSession.create({ data: { tenantId, id: session, userId, ...at } })
  const token = { tokenHash: link, tokenSealed: sealShareToken(tenantId, link, 'token') }
  const time = { startsAt: EARLIER, endsAt: LATER, shownFrom: EARLIER, fields: [] }
  await db().shareLink.create({
    data: { tenantId, id: link, creatorId: userId, name: '', ...token, ...time },
  })
  const apiToken = randomUUID()
  const known = { tokenHash: apiToken, name: 'Token', scopes: [], createdAt: EARLIER, expiresAt: LATER }
  await db().apiToken.create({ data: { tenantId, id: apiToken, userId, ...known } })
  return { invitation, session, link, token: apiToken }
}
