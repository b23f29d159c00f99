// How each connection to the vendor fares, as this process last saw it. Changes are stored and told to whoever listens;
// repeated good or bad news is not.

import type { UpstreamHealth, UpstreamHealthKind } from '@/lib/domain/upstream'
import { JimiApiError, upstreamHealthOf } from '@/lib/jimi/errors'
import type { Clock } from '../live/clock'

export type ConnectionRef = { tenantId: string; id: string }

export type HealthRow = {
  tenantId: string
  id: string
  name: string
  kind: UpstreamHealthKind
  sinceMs: number
  lastSuccessAtMs: number | null
}

export type HealthBoardOptions = {
  clock: Clock
  /** Stores what changed. A failure must not fail the call that brought the news. */
  save: (row: HealthRow) => void
}

/** `lastSuccessAt` is stored at most this often while all is well. */
const SAVE_SUCCESS_EVERY_MS = 60_000

export class HealthBoard {
  private rows = new Map<string, HealthRow>()
  private savedSuccessMs = new Map<string, number>()
  private listeners = new Set<(tenantId: string) => void>()

  constructor(private readonly options: HealthBoardOptions) {}

  /** Takes over what storage says: all of it for connections not seen yet, only the name for those we know better. */
  learn(row: HealthRow): void {
    const known = this.rows.get(row.id)
    this.rows.set(row.id, known === undefined ? row : { ...known, name: row.name })
  }

  /** Takes over what another process saw, and tells listeners if it differs. */
  follow(row: HealthRow): void {
    const known = this.rows.get(row.id)
    this.rows.set(row.id, row)
    if (known?.kind !== row.kind) this.tell(row.tenantId)
  }

  /** Forgets a connection that was removed. */
  forget(connectionId: string): void {
    this.rows.delete(connectionId)
  }

  listOf(tenantId: string): UpstreamHealth[] {
    return [...this.rows.values()]
      .filter((row) => row.tenantId === tenantId)
      .map(({ id, name, kind, sinceMs, lastSuccessAtMs }) => ({
        connectionId: id,
        name,
        kind,
        sinceMs,
        lastSuccessAtMs,
      }))
  }

  /** Notes a call that was answered well. */
  noteSuccess(ref: ConnectionRef): void {
    const nowMs = this.options.clock.now()
    const row = this.change(ref, 'ok', nowMs)
    if (row === null || nowMs - (this.savedSuccessMs.get(ref.id) ?? 0) < SAVE_SUCCESS_EVERY_MS) return
    this.savedSuccessMs.set(ref.id, nowMs)
    this.options.save(row)
  }

  /** Notes a failed call. A refusal of one request (foreign IMEI, wrong parameter) says nothing about the connection. */
  noteFailure(ref: ConnectionRef, error: unknown): void {
    const kind = upstreamHealthOf(error)
    if (kind === 'unknown' || (kind === 'error' && !isTokenRefusal(error))) return
    this.change(ref, kind, null)
  }

  /** Notes trouble that no single call shows, such as every account being refused. */
  noteTrouble(ref: ConnectionRef, kind: UpstreamHealthKind): void {
    this.change(ref, kind, null)
  }

  /** Nobody watches: polling rests. Trouble stays trouble, so that whoever comes next sees it at once. */
  noteRest(ref: ConnectionRef): void {
    const row = this.rows.get(ref.id)
    if (row?.kind === 'ok')
      this.rows.set(ref.id, { ...row, kind: 'resting', sinceMs: this.options.clock.now() })
  }

  /** Calls `listener` with the tenant whenever a connection's kind changes, until the returned function is called. */
  onChange(listener: (tenantId: string) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Null when the kind stays and nothing had to be stored. */
  private change(ref: ConnectionRef, kind: UpstreamHealthKind, successAtMs: number | null): HealthRow | null {
    const nowMs = this.options.clock.now()
    const known = this.rows.get(ref.id) ?? unknownRow(ref)
    const isSame = known.kind === kind
    const row = {
      ...known,
      kind,
      sinceMs: isSame ? known.sinceMs : nowMs,
      lastSuccessAtMs: successAtMs ?? known.lastSuccessAtMs,
    }
    this.rows.set(ref.id, row)
    if (isSame) return row
    if (successAtMs !== null) this.savedSuccessMs.set(ref.id, nowMs)
    this.options.save(row)
    this.tell(ref.tenantId)
    return null
  }

  private tell(tenantId: string): void {
    for (const listener of this.listeners) listener(tenantId)
  }
}

/**
 * Whether the vendor works but does not want to answer this question: it names an account or a device that is not ours
 * any more. Refused credentials are no such refusal, whatever question they answer.
 */
export function isRefusalOfOne(error: unknown): boolean {
  return (
    error instanceof JimiApiError &&
    !isTokenRefusal(error) &&
    error.retry === 'never' &&
    upstreamHealthOf(error) === 'error'
  )
}

function isTokenRefusal(error: unknown): boolean {
  return error instanceof JimiApiError && error.method === 'jimi.oauth.token.get'
}

function unknownRow(ref: ConnectionRef): HealthRow {
  return { ...ref, name: '', kind: 'unknown', sinceMs: 0, lastSuccessAtMs: null }
}
