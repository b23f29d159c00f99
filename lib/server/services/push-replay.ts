// Tries rejected items again: through the same reading, the same device book and the same writer as when they came. What is
// stored by then is marked; what is not keeps waiting, with its newest reason.

import type { RejectFilter, ReplayResult } from '@/lib/domain/api/push'
import { isPushTopic, type PushTopic } from '@/lib/jimi/push/index'
import { type PushBody, readBody } from '@/lib/jimi/push/read-body'
import type { Viewer } from '../access'
import { appendAudit } from '../audit'
import {
  getReject,
  listRejects,
  markReplayed,
  noteRejectReason,
  type RawReject,
  readRejects,
} from '../data/push-rejects'
import type { WaitingReject } from '../data/system/push-rejects'
import { UnavailableError } from '../errors'
import { deviceBook } from '../push/device-book'
import { pushWriter } from '../push/push-writer'
import { readItems } from '../push/read-items'
import type { RejectedItem, StoredItem } from '../push/types'

/** One go must end while somebody waits for it. */
const MAX_AT_ONCE = 5_000
const CHUNK = 100

/** What a try came to; no refusal means that it is stored. */
export type Verdict = { id: string; refusal: Pick<RejectedItem, 'reason' | 'detail'> | null }

/**
 * Tries one reject again, stored already or not: storing twice changes nothing.
 * @throws ForbiddenError unless the viewer is an owner, NotFoundError, UnavailableError when nothing can be written now.
 */
export async function replayReject(viewer: Viewer, id: string): Promise<ReplayResult> {
  const verdicts = await tryAll(viewer, [await getReject(viewer, id)])
  const result = { ...countOf(verdicts), left: 0 }
  await noteReplay(viewer, { id }, result)
  return result
}

/**
 * Tries again what fits a filter and was not replayed yet, at most 5,000 items in one go. Errors as `replayReject`.
 */
export async function replayRejects(viewer: Viewer, filter: RejectFilter): Promise<ReplayResult> {
  const waiting = { ...filter, state: 'waiting' as const }
  const { total } = await listRejects(viewer, waiting, { skip: 0, take: 1 })
  const verdicts: Verdict[] = []
  let after: string | null = null
  while (verdicts.length < MAX_AT_ONCE) {
    const rows: RawReject[] = await readRejects(viewer, waiting, { after, take: CHUNK })
    verdicts.push(...(await tryAll(viewer, rows)))
    after = rows.at(-1)?.id ?? null
    if (rows.length < CHUNK) break
  }
  const result = { ...countOf(verdicts), left: Math.max(0, total - verdicts.length) }
  await noteReplay(viewer, filter, result)
  return result
}

async function tryAll(viewer: Viewer, rows: readonly RawReject[]): Promise<Verdict[]> {
  const verdicts = await Promise.all(rows.map((row) => tryReject(viewer.tenantId, row)))
  const stored = verdicts.filter(({ refusal }) => refusal === null).map(({ id }) => id)
  await markReplayed(viewer, stored, new Date())
  for (const { id, refusal } of verdicts)
    if (refusal !== null)
      await noteRejectReason(viewer, { id, reason: refusal.reason, detail: refusal.detail })
  return verdicts
}

/** Stores one reject if it can be stored now, and notes nothing. @throws UnavailableError when nothing can be written now. */
export async function tryReject(tenantId: string, row: WaitingReject): Promise<Verdict> {
  const { id, connectionId, receivedAt } = row
  const body = bodyOf(row.raw)
  if (body === null || !isPushTopic(row.topic)) return { id, refusal: UNREADABLE }
  const { items, rejects } = await readAgain(row, { tenantId, topic: row.topic, body })
  const refusals: Pick<RejectedItem, 'reason' | 'detail'>[] = [...rejects]
  const onUnstorable = (_stored: StoredItem, reject: RejectedItem) => void refusals.push(reject)
  await pushWriter()
    .write({ tenantId, connectionId, receivedAt, items, rejects: [], onUnstorable })
    .catch((error: unknown) => {
      throw new UnavailableError('The items cannot be stored right now. Try again in a moment.', error)
    })
  return { id, refusal: refusals[0] ?? null }
}

function readAgain(
  { connectionId, receivedAt }: WaitingReject,
  { tenantId, topic, body }: { tenantId: string; topic: PushTopic; body: PushBody },
) {
  return readItems((ref, imeis) => deviceBook().resolve(ref, imeis), {
    hook: { tenantId, connectionId },
    topic,
    body,
    receivedAt,
  })
}

const UNREADABLE = { reason: 'unreadable_content', detail: 'the item is no JSON' } as const
const [BEFORE, AFTER] = [Buffer.from('{"data_list":['), Buffer.from(']}')]

/** The item as a body of its own, so that all bounds of bodies hold for it again. Null when it is not one JSON value. */
function bodyOf(raw: Uint8Array): PushBody | null {
  const body = readBody('application/json', Buffer.concat([BEFORE, raw, AFTER]))
  return 'items' in body && body.items.length === 1 ? body : null
}

function countOf(verdicts: readonly Verdict[]): { stored: number; rejected: number } {
  const rejected = verdicts.filter(({ refusal }) => refusal !== null).length
  return { stored: verdicts.length - rejected, rejected }
}

function noteReplay(
  { tenantId, userId }: Viewer,
  what: RejectFilter | { id: string },
  result: ReplayResult,
): Promise<void> {
  const detail = { ...what, ...result }
  return appendAudit(tenantId, { actorId: userId, action: 'push_reject.replay', detail })
}
