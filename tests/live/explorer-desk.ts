// Calls by hand as tests make them, and what they look at afterwards.

import type { ExplorerCall, ExplorerResult } from '@/lib/domain/api/explorer'
import { getMethod, type MethodName } from '@/lib/jimi/contract'
import { decodeInput } from '@/lib/jimi/contract/io'
import type { Viewer } from '@/lib/server/access'
import { db } from '@/lib/server/db'
import { callByHand } from '@/lib/server/services/explorer'
import type { ExplorerReply } from '@/lib/server/services/explorer-reply'

export const DETAIL = 'jimi.track.device.detail'
export const UPDATE = 'jimi.open.device.update'

type Input = ExplorerCall['input']

export function byHand(viewer: Viewer, name: string, input: Input, over: Partial<ExplorerCall> = {}) {
  return callByHand(viewer, name, { call: { profile: 'pro', input, ...over } })
}

export function doneOf(reply: ExplorerReply): ExplorerResult {
  if (reply.kind !== 'done') throw new Error(JSON.stringify(reply))
  return reply.result
}

/** The vendor's own sample as a person's input. */
export function exampleOf(name: MethodName): Input {
  const read = decodeInput(name, getMethod(name).example.params, {
    profile: getMethod(name).profiles.includes('pro') ? 'pro' : 'ts',
  })
  if (!read.ok) throw new Error(read.reason)
  return JSON.parse(JSON.stringify(read.input))
}

/** The audit trail, oldest first. */
export async function trail(tenantId: string) {
  const rows = await db().auditEntry.findMany({ where: { tenantId }, orderBy: { seq: 'asc' } })
  return rows.map(({ action, target, detail, actorId }) => ({ action, target, detail, actorId }))
}
