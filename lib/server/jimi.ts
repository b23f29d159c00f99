// The only door to the vendor, and the only holder of its credentials. People's calls are checked against what they own;
// background work names its connection. Order, repeats and silence are connection-line.ts, tokens are token.ts.

import 'server-only'
import { createJimiClient } from '@/lib/jimi/client'
import type { MethodInput, MethodName, MethodOutput } from '@/lib/jimi/contract'
import { type Profile, toProfile } from '@/lib/jimi/wire/profile'
import type { Viewer } from './access'
import { type Connection, findConnection, updateConnectionHealth } from './data/system/connections'
import { NotFoundError } from './errors'
import { type Clock, systemClock } from './live/clock'
import { log } from './log'
import { hideInLogs } from './scrub'
import { open } from './secrets'
import { type AppBudget, budgetOf } from './services/app-budget'
import { callLedger, freshAnswers } from './services/call-books'
import { callInParts, type PartsOptions, type PartsResult } from './services/call-parts'
import { ConnectionLine, type Send } from './services/connection-line'
import { type LookUp, objectFinder } from './services/object-owners'
import { noteAnswer, noteVendorFacts, type Observed, observedSend } from './services/observed-send'
import { connectionForCall } from './services/ownership'
import { tokenStore } from './services/token-store'
import { type ConnectionRef, HealthBoard, type HealthRow } from './services/upstream-health'
import { singleton } from './singleton'
import { type Grant, TokenKeeper, type TokenSource } from './token'

/** `onePage` asks for the one page that the input names, where the default is all from that one on. */
export type PersonCallOptions = PartsOptions & { onePage?: boolean }

/**
 * Calls the vendor for a person: ahead of background work, over the connection that owns what `input` names. More IMEIs or a
 * longer span than the vendor takes become several calls, and pages are fetched to the last. Answers may be shared with
 * others: they must not be changed.
 * @throws NotFoundError, ForbiddenError as `connectionForCall`; the failure of the first part that failed; the signal's
 * reason; else as `ConnectionLine.call`.
 */
export async function callJimi<N extends MethodName>(
  viewer: Viewer,
  method: N,
  input: MethodInput<N>,
  options: PersonCallOptions = {},
): Promise<MethodOutput<N>> {
  const { output, parts } = await callJimiInParts(viewer, method, input, options)
  for (const part of parts) if (!part.ok) throw part.error
  return output
}

/**
 * As `callJimi`, but a part that fails is told in `parts`, and the output is what the others brought. A method that is never
 * split throws.
 */
export async function callJimiInParts<N extends MethodName>(
  viewer: Viewer,
  method: N,
  input: MethodInput<N>,
  { onePage = false, ...options }: PersonCallOptions = {},
): Promise<PartsResult<MethodOutput<N>>> {
  const ref = await connectionForCall(viewer, method, input, objectFinder(lookUpWith(options.signal)))
  const { line, profile, budget } = await heldLineOf(ref)
  const call = (part: MethodInput<N>) => line.call(method, part, { lane: 'people', signal: options.signal })
  if (onePage) return { output: await call(input), parts: [{ ok: true }] }
  const vendorNowMs = systemClock.now() + budget.vendorClock.offsetMs
  return callInParts({ method, input, profile, vendorNowMs, call }, options)
}

/** Lists of what accounts have, to tell whose something is: people wait for these. */
function lookUpWith(signal: AbortSignal | undefined): LookUp {
  return async (ref, { method, input }, { anew }) => {
    const { line } = await heldLineOf(ref)
    return anew ? line.call(method, input, { lane: 'people', anew, signal }) : line.findKnown(method, input)
  }
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
  return (await heldLineOf(ref)).line.call(method, input, { lane: 'background', signal })
}

/**
 * How far the vendor's clock is ahead of ours, ms; 0 until an answer has told. Spans of time are the vendor's to judge.
 * @throws NotFoundError when the connection is gone.
 */
export async function vendorOffsetMs(ref: ConnectionRef): Promise<number> {
  return (await heldLineOf(ref)).budget.vendorClock.offsetMs
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

/** Credentials changed by another process are noticed within this time. */
const CREDENTIALS_FRESH_MS = 30_000
const TOKEN_LIFE_SEC = 7200

type Line = { line: ConnectionLine; profile: Profile; budget: AppBudget }
type HeldLine = Line & { sealed: string; checkedAtMs: number }

function lines(): Map<string, Promise<HeldLine>> {
  return singleton('jimi-lines', () => new Map())
}

async function heldLineOf(ref: ConnectionRef): Promise<HeldLine> {
  const known = lines().get(ref.id)
  const held = await known
  if (held !== undefined && systemClock.now() - held.checkedAtMs < CREDENTIALS_FRESH_MS) return held
  // Whoever was first among those who waited has begun to open it.
  const begun = lines().get(ref.id)
  if (begun !== undefined && begun !== known) return begun
  const opening = openLine(ref, held)
  lines().set(ref.id, opening)
  try {
    return await opening
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
  return { ...createLine(connection, systemClock), sealed, checkedAtMs }
}

function sealedTexts(connection: Connection): string {
  const { profile, baseUrl, account, appKeySealed, appSecretSealed, passwordMd5Sealed } = connection
  return JSON.stringify([profile, baseUrl, account, appKeySealed, appSecretSealed, passwordMd5Sealed])
}

function createLine(connection: Connection, clock: Clock): Line {
  const profile = toProfile(connection.profile)
  const { tenantId, id } = connection
  const ref = { tenantId, id }
  const appKey = openHidden(tenantId, 'app_key', connection.appKeySealed)
  const budget = budgetOf(`${connection.baseUrl} ${appKey}`, connection)
  const observed: Observed = { ref, clock, budget, ledger: callLedger() }
  const client = createJimiClient({
    baseUrl: connection.baseUrl,
    profile,
    appKey,
    appSecret: openHidden(tenantId, 'app_secret', connection.appSecretSealed),
    // The vendor refuses what is stamped in any other time than its own.
    now: () => clock.now() + budget.vendorClock.offsetMs,
    // Repeats take their turn like any call, so the line makes them and not the client.
    busyRetries: 0,
    onDropped: ({ method, dropped }) =>
      log.warn(
        { connectionId: id, method, droppedCount: dropped.length, first: dropped[0] },
        'rows not readable',
      ),
    onAnswer: (moment) => noteAnswer(observed, moment),
  })
  const send = observedSend(observed, (method, input, options) => client.call(method, input, options))
  const line = new ConnectionLine({
    ref,
    send,
    tokens: new TokenKeeper({
      store: tokenStore({ tenantId, connectionId: id }),
      source: tokenSource(connection, { send, budget }),
      clock,
    }),
    health: healthBoard(),
    clock,
    budget,
    fresh: freshAnswers(),
    onSaved: (method, how) => callLedger().noteSaved(ref, method, how),
    onPause: () => noteVendorFacts(observed, line.silence()),
  })
  return { line, profile, budget }
}

type TokenRoute = { send: Send; budget: AppBudget }

/** An opened credential, which from now on no log line shows, whatever it stands in. */
function openHidden(tenantId: string, field: string, envelope: string): string {
  const plaintext = open(tenantId, field, envelope)
  hideInLogs(plaintext)
  return plaintext
}

function tokenSource(connection: Connection, { send, budget }: TokenRoute): TokenSource {
  const { tenantId, id, account } = connection
  // Tokens don't wait for a turn, for the calls that wait need them; but the pace counts them.
  const beginCall = () => budget.bucket.take(systemClock.now())
  return {
    get: async () => {
      const passwordMd5 = openHidden(tenantId, 'password_md5', connection.passwordMd5Sealed)
      const input = { accountLogin: account, passwordMd5, expiresInSec: TOKEN_LIFE_SEC }
      log.info({ connectionId: id }, 'asking the vendor for a token')
      beginCall()
      const sentAtMs = systemClock.now()
      const granted = await send(TOKEN_GET, input, { lane: 'background' })
      learnTime(budget, { shownMs: granted.issuedAt.getTime(), sentAtMs })
      return toGrant(granted)
    },
    refresh: async ({ accessToken, refreshToken }) => {
      const input = { refreshToken, expiresInSec: TOKEN_LIFE_SEC }
      beginCall()
      return toGrant(await send(TOKEN_REFRESH, input, { lane: 'background', accessToken }))
    },
  }
}

/** Where answers come without a date, the time a token was granted tells the vendor's clock as well. */
function learnTime(
  { vendorClock }: AppBudget,
  { shownMs, sentAtMs }: { shownMs: number; sentAtMs: number },
): void {
  if (vendorClock.current() !== null) return
  const receivedAtMs = systemClock.now()
  vendorClock.note({ shownMs, receivedAtMs, roundTripMs: receivedAtMs - sentAtMs })
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

function storeHealth(row: HealthRow): Promise<void> {
  return updateConnectionHealth(row.tenantId, row.id, {
    kind: row.kind,
    sinceAt: new Date(row.sinceMs),
    lastSuccessAt: row.lastSuccessAtMs === null ? undefined : new Date(row.lastSuccessAtMs),
  })
}
