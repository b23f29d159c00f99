// What became of commands that left: asked of the vendor's history and of what was pushed, never by sending anything.

import 'server-only'
import {
  type CommandState,
  FOLLOWED_STATES,
  READY_AT_MOST_MS,
  READY_IN_BATCH_AT_MOST_MS,
  REQUEST_LIFETIME_MS,
  SENDING_AT_MOST_MS,
} from '@/lib/domain/command'
import { APPROVAL_MS } from '@/lib/domain/command-safety'
import type { MethodOutput } from '@/lib/jimi/contract'
import type { Viewer } from '../access'
import { findHubAnswer, findRawAnswer } from '../data/command-fixes'
import { type CommandRecord, getCommand, moveCommand, noteOutcome } from '../data/commands'
import { getDevice } from '../data/devices'
import { callConnection, callJimi, vendorOffsetMs } from '../jimi'
import { log } from '../log'
import { singleton } from '../singleton'
import { answered, failed, type Transmission } from './commands-outcome'

type HistoryRow = MethodOutput<'jimi.open.instruction.result'>[number]

/** The vendor's row of a command bears a time this close to ours: its clock counts whole seconds, its queue takes a while. */
const EARLIEST_MS = -5_000
const LATEST_MS = 90_000
/** A device's history is asked for no more often than this, however many look; for older commands more seldom. */
const ASK_EVERY_MS = 2_000
const ASK_SELDOM_MS = 10 * 60_000
/** How much more seldom while nobody looks: an answer is seldom late, and a batch may have hundreds of devices. */
const CALM_FACTOR = 3
/** After that nobody expects an answer any more. */
export const FOLLOWED_FOR_MS = 7 * 24 * 60 * 60_000
const MAX_REMEMBERED = 2_000

/** The vendor's history of a command's device; null when it was asked for too short a time ago. */
export type AskHistory = (record: CommandRecord, everyMs: number) => Promise<HistoryAnswer | null>
export type HistoryAnswer = { rows: readonly HistoryRow[]; offsetMs: number }

/** Asks as a person who waits for the answer; a device's history serves all of its commands at this look. */
export function historyForPerson(viewer: Viewer): AskHistory {
  return eachDeviceOnce(viewer, async (_, imei) => callJimi(viewer, 'jimi.open.instruction.result', { imei }))
}

/** As `historyForPerson`, after people and other work, and more seldom: nobody waits. */
export function historyInBackground(viewer: Viewer, signal: AbortSignal): AskHistory {
  const { tenantId } = viewer
  const ask = eachDeviceOnce(viewer, (id, imei) =>
    callConnection({ tenantId, id }, 'jimi.open.instruction.result', { imei }, { signal }),
  )
  return (record, everyMs) => ask(record, everyMs * CALM_FACTOR)
}

/** The command as it stands now, after looking for news of it. Failing to look changes nothing. */
export async function refreshCommand(
  viewer: Viewer,
  record: CommandRecord,
  ask: AskHistory = historyForPerson(viewer),
): Promise<CommandRecord> {
  const now = new Date()
  if (['awaiting_approval', 'approved', 'ready', 'waiting'].includes(record.state))
    return expireOld(viewer, record, now)
  if (!FOLLOWED_STATES.includes(record.state) || record.sentAt === null) return record
  const news = await findNews(viewer, record, ask).catch((error: unknown) => {
    log.warn({ err: error, commandId: record.id }, 'no news of a command')
    return null
  })
  const isCutOff = record.state === 'sending' && now.getTime() - record.sentAt.getTime() > SENDING_AT_MOST_MS
  const known: Transmission | null =
    news ?? (isCutOff ? { state: 'unknown', answer: null, outcome: 'no_answer', vendorCode: null } : null)
  if (known === null || (known.state === record.state && known.answer === record.answer)) return record
  await noteOutcome(viewer, record.id, { ...known, at: now })
  return getCommand(viewer, record.id)
}

/** The command, expired if nobody took it up in time. */
export async function expireOld(viewer: Viewer, record: CommandRecord, now: Date): Promise<CommandRecord> {
  const endMs = endMsOf(record)
  if (endMs === null || now.getTime() <= endMs) return record
  await moveCommand(viewer, record.id, { from: [record.state], to: 'expired', at: now })
  return getCommand(viewer, record.id)
}

/** When a command that has not left is over; null for one that left, or is over already. */
function endMsOf({ state, batchId, requestedAt, approvedAt, expiresAt }: CommandRecord): number | null {
  const askedMs = requestedAt.getTime()
  if (state === 'waiting') return expiresAt?.getTime() ?? null
  if (state === 'approved') return (approvedAt?.getTime() ?? askedMs) + APPROVAL_MS
  if (state === 'awaiting_approval') return askedMs + REQUEST_LIFETIME_MS
  if (state !== 'ready') return null
  return askedMs + (batchId === null ? READY_AT_MOST_MS : READY_IN_BATCH_AT_MOST_MS)
}

async function findNews(
  viewer: Viewer,
  record: CommandRecord,
  ask: AskHistory,
): Promise<Transmission | null> {
  const { order, deviceId, requestNumber, sentAt } = record
  if (sentAt === null) return null
  if (order.door === 'raw') {
    const hex = await findRawAnswer(viewer, deviceId, sentAt)
    return hex === null ? null : { state: 'answered', answer: hex, outcome: 'answered', vendorCode: null }
  }
  if (order.door === 'hub' && requestNumber !== null) {
    const told = await findHubAnswer(viewer, deviceId, requestNumber)
    if (told !== null)
      return told.code === '100' ? answered(told.content ?? '') : failed('not_executed', null)
    if (order.proNo !== TEXT_PROTOCOL) return null
  }
  return findInHistory(record, sentAt, ask)
}

/** The hub's text commands are in the vendor's history, its others are not. */
const TEXT_PROTOCOL = 128

async function findInHistory(
  record: CommandRecord,
  sentAt: Date,
  ask: AskHistory,
): Promise<Transmission | null> {
  const ageMs = Date.now() - sentAt.getTime()
  const everyMs = Math.min(Math.max(ageMs / 20, ASK_EVERY_MS), ASK_SELDOM_MS)
  const answer = ageMs > FOLLOWED_FOR_MS ? null : await ask(record, everyMs)
  if (answer === null) return null
  const row = rowOf(answer.rows, { text: record.text, sentMs: sentAt.getTime() + answer.offsetMs })
  return row && transmissionOfRow(row)
}

/** The first row with the same text that was sent about when the command was: a later one is another command's. */
function rowOf(
  rows: readonly HistoryRow[],
  { text, sentMs }: { text: string; sentMs: number },
): HistoryRow | null {
  const fitting = rows.filter((row) => {
    const laterMs = (row.sentAt?.getTime() ?? Number.NaN) - sentMs
    return row.text.toLowerCase() === text.toLowerCase() && laterMs >= EARLIEST_MS && laterMs <= LATEST_MS
  })
  const [first] = fitting.toSorted((a, b) => (a.sentAt?.getTime() ?? 0) - (b.sentAt?.getTime() ?? 0))
  return first ?? null
}

function transmissionOfRow({ state, answer = '', queued }: HistoryRow): Transmission {
  const waiting: CommandState = queued === true ? 'queued' : 'sent'
  if (state === 'waiting') return { state: waiting, answer: null, outcome: null, vendorCode: null }
  if (state === 'cancelled')
    return { state: 'cancelled', answer: answer || null, outcome: 'cancelled_by_vendor', vendorCode: null }
  if (state === 'failed') return { ...failed('device_refused', null), answer: answer || null }
  return answered(answer)
}

/** The first command of a device asks, the others share what it was told. */
function eachDeviceOnce(
  viewer: Viewer,
  call: (connectionId: string, imei: string) => Promise<readonly HistoryRow[]>,
): AskHistory {
  const told = new Map<string, Promise<HistoryAnswer | null>>()
  const tell = async ({ deviceId, imei }: CommandRecord, everyMs: number) => {
    if (!mayAsk(deviceId, everyMs)) return null
    const { connectionId } = await getDevice(viewer, deviceId)
    const rows = await call(connectionId, imei)
    return { rows, offsetMs: await vendorOffsetMs({ tenantId: viewer.tenantId, id: connectionId }) }
  }
  return (record, everyMs) => {
    const answer = told.get(record.deviceId) ?? tell(record, everyMs)
    told.set(record.deviceId, answer)
    return answer
  }
}

function mayAsk(deviceId: string, everyMs: number): boolean {
  const asked = singleton('command-history-asked', () => new Map<string, number>())
  const nowMs = Date.now()
  if (nowMs - (asked.get(deviceId) ?? 0) < everyMs) return false
  if (asked.size >= MAX_REMEMBERED) asked.clear()
  asked.set(deviceId, nowMs)
  return true
}
