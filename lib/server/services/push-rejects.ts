// Rejected items in the form owners read and download them.

import type { PushReject, PushRejectRaw, PushRejects, RejectFilter } from '@/lib/domain/api/push'
import type { Viewer } from '../access'
import {
  getReject,
  listRejectGroups,
  listRejects,
  type RawReject,
  type RejectRecord,
  readRejects,
} from '../data/push-rejects'

const PAGE_SIZE = 50
/** As much of one item as is shown; all of it is in the download. */
const SHOWN_BYTES = 16_384
const EXPORTED_AT_ONCE = 200

/** A page of the rejects that fit, counted from 1. @throws ForbiddenError unless the viewer is an owner. */
export async function listPushRejects(
  viewer: Viewer,
  filter: RejectFilter,
  page: number,
): Promise<PushRejects> {
  const [{ rejects, total }, groups] = await Promise.all([
    listRejects(viewer, filter, { skip: (page - 1) * PAGE_SIZE, take: PAGE_SIZE }),
    listRejectGroups(viewer),
  ])
  return {
    rejects: rejects.map(toReject),
    total,
    pageSize: PAGE_SIZE,
    groups: groups.map((group) => ({ ...group, lastAt: group.lastAt.toISOString() })),
  }
}

/** One reject with what came. @throws ForbiddenError, NotFoundError as `getReject`. */
export async function showPushReject(viewer: Viewer, id: string): Promise<PushRejectRaw> {
  const record = await getReject(viewer, id)
  const shown = record.raw.subarray(0, SHOWN_BYTES)
  const isCut = record.raw.byteLength > shown.byteLength
  const text = textOf(shown, isCut)
  return {
    ...toReject(record),
    sizeBytes: record.raw.byteLength,
    text: text === null ? null : indented(text),
    hex: text === null ? Buffer.from(shown).toString('hex') : null,
    isCut,
  }
}

/** All rejects that fit as JSON lines, read as they are sent. @throws ForbiddenError unless the viewer is an owner. */
export async function exportPushRejects(
  viewer: Viewer,
  filter: RejectFilter,
): Promise<ReadableStream<Uint8Array>> {
  const lines = linesOf(viewer, filter)
  // The first rows are read before the answer begins, so that a refusal is still an answer of its own.
  let next = await lines.next()
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      if (next.done) return controller.close()
      controller.enqueue(encoder.encode(next.value))
      next = await lines.next()
    },
    cancel: async () => {
      await lines.return(undefined)
    },
  })
}

async function* linesOf(viewer: Viewer, filter: RejectFilter): AsyncGenerator<string, undefined> {
  let after: string | null = null
  for (;;) {
    const rows: RawReject[] = await readRejects(viewer, filter, { after, take: EXPORTED_AT_ONCE })
    if (rows.length > 0) yield rows.map((row) => `${JSON.stringify(toLine(row))}\n`).join('')
    after = rows.at(-1)?.id ?? null
    if (rows.length < EXPORTED_AT_ONCE) return undefined
  }
}

function toLine(record: RawReject): Record<string, unknown> {
  const text = textOf(record.raw, false)
  const raw = text === null ? { rawHex: Buffer.from(record.raw).toString('hex') } : { raw: text }
  return { ...toReject(record), ...raw }
}

function toReject(record: RejectRecord): PushReject {
  const { id, connectionId, topic, reason, detail, imei, receivedAt, replayedAt } = record
  return {
    id,
    connectionId,
    topic,
    reason,
    detail,
    imei,
    receivedAt: receivedAt.toISOString(),
    replayedAt: replayedAt?.toISOString() ?? null,
  }
}

/** Bytes as the text they are, or null when they are none. A cut may have gone through a letter. */
function textOf(bytes: Uint8Array, isCut: boolean): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: isCut })
    return text.includes('\0') ? null : text
  } catch {
    return null
  }
}

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
