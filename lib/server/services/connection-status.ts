// How a tenant's connections to the vendor stand, in the form owners read.

import type { ConnectionStatus } from '@/lib/domain/api/connection'
import { UPSTREAM_HEALTH_KINDS } from '@/lib/domain/upstream'
import { CODE_MEANINGS } from '@/lib/jimi/contract/codes'
import { findRegion } from '@/lib/jimi/regions'
import { toProfile } from '@/lib/jimi/wire/profile'
import type { Viewer } from '../access'
import { type ConnectionRecord, listConnectionRecords } from '../data/connection-status'
import { fromStoredPauses } from '../data/own-pauses'
import { healthBoard } from '../jimi'
import { callLedger } from './call-books'
import { utcDay } from './call-ledger'

/** As many methods, or codes, as an answer may hold, see `connectionStatusSchema`. */
const MAX_LISTED = 200
const MAX_OWN_PAUSES = 20

/**
 * The connections of the viewer's tenant as of `nowMs`, with the calls of that UTC day.
 * @throws ForbiddenError unless the viewer is an owner.
 */
export async function listConnectionStatus(viewer: Viewer, nowMs: number): Promise<ConnectionStatus[]> {
  // Otherwise the last seconds' calls of this process would be missing.
  await callLedger().flush()
  const day = utcDay(nowMs)
  const records = await listConnectionRecords(viewer, day)
  const seen = new Map(
    healthBoard()
      .listOf(viewer.tenantId)
      .map((row) => [row.connectionId, row]),
  )
  return records.map((record) => {
    const lastSuccessAtMs = Math.max(
      record.lastSuccessAt?.getTime() ?? 0,
      seen.get(record.id)?.lastSuccessAtMs ?? 0,
    )
    return { ...toStatus(record, nowMs, lastSuccessAtMs), day }
  })
}

function toStatus(
  record: ConnectionRecord,
  nowMs: number,
  lastSuccessAtMs: number,
): Omit<ConnectionStatus, 'day'> {
  return {
    id: record.id,
    name: record.name,
    account: record.account,
    region: findRegion(record.baseUrl)?.id ?? 'other',
    baseUrl: record.baseUrl,
    profile: toProfile(record.profile),
    enabled: record.enabled,
    credentialsAt: record.credentialsAt.toISOString(),
    health: {
      kind: UPSTREAM_HEALTH_KINDS.find((known) => known === record.healthKind) ?? 'unknown',
      since: isoOrNull(record.healthSince),
      lastSuccessAt: lastSuccessAtMs === 0 ? null : new Date(lastSuccessAtMs).toISOString(),
    },
    token: tokenOf(record, nowMs),
    clock: { offsetMs: record.clockOffsetMs, measuredAt: isoOrNull(record.clockMeasuredAt) },
    quota: quotaOf(record, nowMs),
    roster: {
      accounts: record._count.accounts,
      devices: record._count.devices,
      syncedAt: isoOrNull(record.rosterSyncedAt),
    },
    methods: methodsOf(record),
    errors: errorsOf(record),
  }
}

function quotaOf(
  { pausedUntil, pauseReason, ownPauses }: ConnectionRecord,
  nowMs: number,
): ConnectionStatus['quota'] {
  const isPaused = pausedUntil !== null && pausedUntil.getTime() > nowMs
  const own = Object.entries(fromStoredPauses(ownPauses))
    .filter(([, { untilMs }]) => untilMs > nowMs)
    .map(([method, { untilMs, reason }]) => ({
      method,
      pausedUntil: new Date(untilMs).toISOString(),
      reason,
    }))
  return {
    pausedUntil: isPaused ? isoOrNull(pausedUntil) : null,
    reason: isPaused ? pauseReason : null,
    own: own.slice(0, MAX_OWN_PAUSES),
  }
}

function tokenOf({ token }: ConnectionRecord, nowMs: number): ConnectionStatus['token'] {
  if (token === null || token.expiresAt === null) return { state: 'none', issuedAt: null, expiresAt: null }
  const { issuedAt, expiresAt } = token
  const state = expiresAt.getTime() > nowMs ? 'valid' : 'expired'
  return { state, issuedAt: isoOrNull(issuedAt), expiresAt: isoOrNull(expiresAt) }
}

function methodsOf({ callDays }: ConnectionRecord): ConnectionStatus['methods'] {
  return callDays
    .slice(0, MAX_LISTED)
    .map(({ method, calls, failed, shared, cached, commands, people, background }) => ({
      method,
      calls,
      failed,
      saved: { shared, cached },
      byPriority: { commands, people, background },
    }))
}

/** Codes with the methods that met them; the newest first, as the rows come. */
function errorsOf({ errorDays }: ConnectionRecord): ConnectionStatus['errors'] {
  const byCode = new Map<string, ConnectionStatus['errors'][number]>()
  for (const { code, method, count, lastAt } of errorDays) {
    const known = byCode.get(code)
    if (known === undefined) {
      byCode.set(code, {
        code,
        meaning: meaningOf(code),
        count,
        lastAt: lastAt.toISOString(),
        methods: [method],
      })
      continue
    }
    known.count += count
    if (known.methods.length < MAX_LISTED) known.methods.push(method)
  }
  return [...byCode.values()].slice(0, MAX_LISTED)
}

const WORDS_FOR_NO_CODE: Readonly<Record<string, string>> = {
  timeout: 'No answer came in time.',
  unreachable: 'The vendor could not be reached.',
  aborted: 'Nobody waited for the answer any more.',
  garbled: 'The answer could not be read.',
}

function meaningOf(code: string): string | null {
  return WORDS_FOR_NO_CODE[code] ?? CODE_MEANINGS[Number(code)] ?? null
}

function isoOrNull(at: Date | null): string | null {
  return at?.toISOString() ?? null
}
