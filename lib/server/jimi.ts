// The only door to the vendor, and the only holder of its credentials. People's calls are checked against what they own;
// background work names its connection. Order, repeats and silence are connection-line.ts, tokens are token.ts.

import 'server-only'
import { createJimiClient, type JimiClient } from '@/lib/jimi/client'
import type { MethodInput, MethodName, MethodOutput } from '@/lib/jimi/contract'
import { JimiApiError, JimiContractError, JimiTransportError } from '@/lib/jimi/errors'
import { PROFILES, type Profile } from '@/lib/jimi/wire/profile'
import type { Viewer } from './access'
import { type Connection, findConnection, updateConnectionHealth } from './data/system/connections'
import { NotFoundError } from './errors'
import { type Clock, systemClock } from './live/clock'
import { log } from './log'
import { countVendorCall } from './metrics'
import { hideInLogs } from './scrub'
import { open } from './secrets'
import type { Pacing } from './services/call-queue'
import { ConnectionLine } from './services/connection-line'
import { connectionForCall } from './services/ownership'
import { tokenStore } from './services/token-store'
import { type ConnectionRef, HealthBoard, type HealthRow } from './services/upstream-health'
import { singleton } from './singleton'
import { type Grant, TokenKeeper, type TokenSource } from './token'

/**
 * Calls the vendor for a person: ahead of background work, over the connection that owns what `input` names.
 * @throws NotFoundError, ForbiddenError as `connectionForCall`; else as `ConnectionLine.call`.
 */
export async function callJimi<N extends MethodName>(
  viewer: Viewer,
  method: N,
  input: MethodInput<N>,
  { signal }: { signal?: AbortSignal } = {},
): Promise<MethodOutput<N>> {
  const ref = await connectionForCall(viewer, method, input)
  return (await lineOf(ref)).call(method, input, { lane: 'people', signal })
}

/**
 * Calls the vendor for background work: after people, one at a time, spaced.
 * @throws as `ConnectionLine.call`; NotFoundError when the connection is gone.
 */
export async function callConnection<N extends MethodName>(
  ref: ConnectionRef,
  method: N,
  input: MethodInput<N>,
  { signal }: { signal?: AbortSignal } = {},
): Promise<MethodOutput<N>> {
  return (await lineOf(ref)).call(method, input, { lane: 'background', signal })
}

/** How every connection fares. */
export function healthBoard(): HealthBoard {
  return singleton('health-board', () => {
    const saves = healthSaves()
    const save = (row: HealthRow) => {
      saves.last = saves.last
        .then(() => storeHealth(row))
        .catch((error: unknown) => log.warn({ err: error }, 'health not stored'))
    }
    return new HealthBoard({ clock: systemClock, save })
  })
}

/** Resolves when all news of health so far is stored, or has failed to be. */
export function healthStored(): Promise<void> {
  return healthSaves().last
}

/** One after another, so that old news never overwrites new. */
function healthSaves(): { last: Promise<void> } {
  return singleton('health-saves', () => ({ last: Promise.resolve() }))
}

/** Makes the next call read the connection's credentials anew. Call it after they were changed in this process. */
export function forgetConnection(connectionId: string): void {
  lines().delete(connectionId)
}

/** Requests of one connection start at least this far apart, as the vendor advises. */
const SPACING_MS = 200
/** Credentials changed by another process are noticed within this time. */
const CREDENTIALS_FRESH_MS = 30_000
const TOKEN_LIFE_SEC = 7200

type HeldLine = { line: ConnectionLine; sealed: string; checkedAtMs: number }

function lines(): Map<string, Promise<HeldLine>> {
  return singleton('jimi-lines', () => new Map())
}

async function lineOf(ref: ConnectionRef): Promise<ConnectionLine> {
  const known = lines().get(ref.id)
  const held = await known
  if (held !== undefined && systemClock.now() - held.checkedAtMs < CREDENTIALS_FRESH_MS) return held.line
  // Whoever was first among those who waited has begun to open it.
  const begun = lines().get(ref.id)
  if (begun !== undefined && begun !== known) return (await begun).line
  const opening = openLine(ref, held)
  lines().set(ref.id, opening)
  try {
    return (await opening).line
  } catch (error) {
    if (lines().get(ref.id) === opening) lines().delete(ref.id)
    throw error
  }
}

/** A line keeps its queue, token and silence as long as the credentials stay the same. */
async function openLine(ref: ConnectionRef, before: HeldLine | undefined): Promise<HeldLine> {
  const connection = await findConnection(ref.tenantId, ref.id)
  if (connection === null) throw new NotFoundError()
  const sealed = sealedTexts(connection)
  const checkedAtMs = systemClock.now()
  if (before?.sealed === sealed) return { ...before, checkedAtMs }
  return { line: createLine(connection, systemClock), sealed, checkedAtMs }
}

function sealedTexts(connection: Connection): string {
  const { profile, baseUrl, account, appKeySealed, appSecretSealed, passwordMd5Sealed } = connection
  return JSON.stringify([profile, baseUrl, account, appKeySealed, appSecretSealed, passwordMd5Sealed])
}

function createLine(connection: Connection, clock: Clock): ConnectionLine {
  const { tenantId, id } = connection
  const appKey = openHidden(tenantId, 'app_key', connection.appKeySealed)
  const client = createJimiClient({
    baseUrl: connection.baseUrl,
    profile: toProfile(connection.profile),
    appKey,
    appSecret: openHidden(tenantId, 'app_secret', connection.appSecretSealed),
    // Repeats take their turn like any call, so the line makes them and not the client.
    busyRetries: 0,
    onDropped: ({ method, dropped }) =>
      log.warn(
        { connectionId: id, method, droppedCount: dropped.length, first: dropped[0] },
        'rows not readable',
      ),
  })
  const tokens = new TokenKeeper({
    store: tokenStore({ tenantId, connectionId: id }),
    source: tokenSource(connection, client),
    clock,
  })
  return new ConnectionLine({
    ref: { tenantId, id },
    send: (method, input, options) => measured(method, () => client.call(method, input, options)),
    tokens,
    health: healthBoard(),
    clock,
    spacingMs: SPACING_MS,
    pacing: pacingOf(`${connection.baseUrl} ${appKey}`),
  })
}

/** An opened credential, which from now on no log line shows, whatever it stands in. */
function openHidden(tenantId: string, field: string, envelope: string): string {
  const plaintext = open(tenantId, field, envelope)
  hideInLogs(plaintext)
  return plaintext
}

function pacingOf(app: string): Pacing {
  const all = singleton('jimi-pacing', () => new Map<string, Pacing>())
  const pacing = all.get(app) ?? { nextStartMs: 0 }
  all.set(app, pacing)
  return pacing
}

function tokenSource(connection: Connection, client: JimiClient): TokenSource {
  const { tenantId, id, account } = connection
  return {
    get: async () => {
      const passwordMd5 = openHidden(tenantId, 'password_md5', connection.passwordMd5Sealed)
      const input = { accountLogin: account, passwordMd5, expiresInSec: TOKEN_LIFE_SEC }
      log.info({ connectionId: id }, 'asking the vendor for a token')
      return toGrant(await measured(TOKEN_GET, () => client.call(TOKEN_GET, input)))
    },
    refresh: async ({ accessToken, refreshToken }) => {
      const input = { refreshToken, expiresInSec: TOKEN_LIFE_SEC }
      return toGrant(await measured(TOKEN_REFRESH, () => client.call(TOKEN_REFRESH, input, { accessToken })))
    },
  }
}

const TOKEN_GET = 'jimi.oauth.token.get'
const TOKEN_REFRESH = 'jimi.oauth.token.refresh'

/** Our own clock counts the life of a token: the vendor's may stand elsewhere. */
function toGrant(granted: MethodOutput<typeof TOKEN_GET>): Grant {
  const nowMs = systemClock.now()
  return {
    accessToken: granted.accessToken,
    refreshToken: granted.refreshToken,
    issuedAt: new Date(nowMs),
    expiresAt: new Date(nowMs + granted.expiresInSec * 1000),
  }
}

async function measured<T>(method: MethodName, call: () => Promise<T>): Promise<T> {
  const startedMs = performance.now()
  let code: string | number = 0
  try {
    return await call()
  } catch (error) {
    code = codeOf(error)
    throw error
  } finally {
    countVendorCall({ method, code, durationMs: performance.now() - startedMs })
  }
}

function codeOf(error: unknown): string | number {
  if (error instanceof JimiApiError) return error.code
  if (error instanceof JimiTransportError) return error.kind
  return error instanceof JimiContractError && error.kind !== 'input' ? 'garbled' : 'error'
}

function storeHealth(row: HealthRow): Promise<void> {
  return updateConnectionHealth(row.tenantId, row.id, {
    kind: row.kind,
    sinceAt: new Date(row.sinceMs),
    lastSuccessAt: row.lastSuccessAtMs === null ? undefined : new Date(row.lastSuccessAtMs),
  })
}

/** A profile this version does not know is spoken to as the present service. */
function toProfile(text: string): Profile {
  return PROFILES.find((known) => known === text) ?? 'pro'
}
