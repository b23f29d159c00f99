// The only door to the vendor, and the only holder of its credentials. People's calls are checked against what they own;
// background work names its connection. Order, repeats and sharing are connection-line.ts, tokens are token.ts. Queues,
// shared calls and fresh answers are of this process; counts, tokens and silences are stored for all of them.

import 'server-only'
import { createJimiClient } from '@/lib/jimi/client'
import type { MethodInput, MethodName, MethodOutput } from '@/lib/jimi/contract'
import { type Profile, toProfile } from '@/lib/jimi/wire/profile'
import type { Viewer } from './access'
import { fromStoredPauses } from './data/own-pauses'
import { type Connection, findConnection, updateConnectionHealth } from './data/system/connections'
import { ForbiddenError, NotFoundError } from './errors'
import { type Clock, systemClock } from './live/clock'
import { log } from './log'
import { hideInLogs } from './scrub'
import { open } from './secrets'
import { type AppBudget, budgetOf, learnStored } from './services/app-budget'
import { callLedger, freshAnswers } from './services/call-books'
import { callInParts, type PartsOptions, type PartsResult } from './services/call-parts'
import { CallPauses, CoolingDownError } from './services/call-pauses'
import { type BeforeLeaving, ConnectionLine, type OnTrace } from './services/connection-line'
import { HeldLines } from './services/held-lines'
import { type LookUp, objectFinder } from './services/object-owners'
import { noteAnswer, notePause, type Observed, observedSend } from './services/observed-send'
import { isOrderMethod, type OrderMethod } from './services/order-methods'
import { connectionForCall } from './services/ownership'
import { tokenSource } from './services/token-source'
import { tokenStore } from './services/token-store'
import { type ConnectionRef, HealthBoard, type HealthRow } from './services/upstream-health'
import { singleton } from './singleton'
import { TokenKeeper } from './token'

/**
 * `onePage` asks for the one page that the input names, where the default is all from that one on. `onTrace` is told of each
 * exchange, and there is at least one: no answer known already is given, and none is shared.
 */
export type PersonCallOptions = PartsOptions & { onePage?: boolean; onTrace?: OnTrace }

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
  { onePage = false, onTrace, ...options }: PersonCallOptions = {},
): Promise<PartsResult<MethodOutput<N>>> {
  assertNoOrder(method)
  const ref = await connectionForCall(viewer, method, input, objectFinder(lookUpWith(options.signal)))
  const { line, profile, budget } = await lines().of(ref)
  const call = (part: MethodInput<N>) =>
    line.call(method, part, { lane: 'people', signal: options.signal, onTrace })
  if (onePage) return { output: await call(input), parts: [{ ok: true }] }
  const vendorNowMs = systemClock.now() + budget.vendorClock.offsetMs
  return callInParts({ method, input, profile, vendorNowMs, call }, options)
}

/**
 * Sends an order to a vehicle. For commands-door.ts alone, which judges orders. `beforeLeaving` has the last word when the
 * order's turn has come; with it the order leaves at most once.
 * @throws as `connectionForCall` and `ConnectionLine.call`; what `beforeLeaving` throws, and then nothing was sent.
 */
export async function sendOrder<N extends OrderMethod>(
  viewer: Viewer,
  method: N,
  input: MethodInput<N>,
  { beforeLeaving }: { beforeLeaving?: BeforeLeaving },
): Promise<MethodOutput<N>> {
  const ref = await connectionForCall(viewer, method, input, objectFinder(lookUpWith(undefined)))
  const { line } = await lines().of(ref)
  return line.call(method, input, { lane: 'people', beforeLeaving })
}

/** Orders have a door of their own. Whoever brings one here has gone past its checks. */
function assertNoOrder(method: MethodName): void {
  if (isOrderMethod(method)) throw new ForbiddenError('Orders to vehicles are sent from the commands page.')
}

/** Lists of what accounts have, to tell whose something is: people wait for these. */
function lookUpWith(signal: AbortSignal | undefined): LookUp {
  return async (ref, { method, input }, { anew }) => {
    const { line } = await lines().of(ref)
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
  assertNoOrder(method)
  return (await lines().of(ref)).line.call(method, input, { lane: 'background', signal })
}

/**
 * As `callConnection`, for more than the vendor takes in one call: parts and pages as `callJimi` has them. A part that fails
 * is told in `parts`. A method that is never split throws.
 */
export async function callConnectionInParts<N extends MethodName>(
  ref: ConnectionRef,
  method: N,
  input: MethodInput<N>,
  { signal }: { signal?: AbortSignal } = {},
): Promise<PartsResult<MethodOutput<N>>> {
  assertNoOrder(method)
  const { line, profile, budget } = await lines().of(ref)
  const call = (part: MethodInput<N>) => line.call(method, part, { lane: 'background', signal })
  const vendorNowMs = systemClock.now() + budget.vendorClock.offsetMs
  return callInParts({ method, input, profile, vendorNowMs, call }, { signal })
}

/**
 * Until when the vendor must not be asked this by background work, with the vendor's words; null when it may be.
 * @throws NotFoundError when the connection is gone.
 */
export async function silenceOf(ref: ConnectionRef, method: MethodName): Promise<CoolingDownError | null> {
  const { pauses } = await lines().of(ref)
  try {
    pauses.assertMayAsk(method)
    return null
  } catch (error) {
    if (error instanceof CoolingDownError) return error
    throw error
  }
}

/**
 * How far the vendor's clock is ahead of ours, ms; 0 until an answer has told. Spans of time are the vendor's to judge.
 * @throws NotFoundError when the connection is gone.
 */
export async function vendorOffsetMs(ref: ConnectionRef): Promise<number> {
  return (await lines().of(ref)).budget.vendorClock.offsetMs
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
  lines().forget(connectionId)
}

type Line = { line: ConnectionLine; profile: Profile; budget: AppBudget; pauses: CallPauses; sealed: string }

function lines(): HeldLines<Connection, Line> {
  return singleton(
    'jimi-lines',
    () =>
      new HeldLines<Connection, Line>({
        clock: systemClock,
        find: findInUse,
        isGone: (error) => error instanceof NotFoundError,
        open: openLine,
      }),
  )
}

/** A connection that was disabled after it had been in use is none any more; one that was never proven has yet to be tried. */
async function findInUse(ref: ConnectionRef): Promise<Connection> {
  const connection = await findConnection(ref.tenantId, ref.id)
  const isOver = connection?.enabled === false && connection.rosterSyncedAt !== null
  if (connection === null || isOver) throw new NotFoundError()
  return connection
}

/** A line keeps its queue, token and silence as long as the credentials stay the same. */
function openLine(connection: Connection, before: Line | undefined): Line {
  if (before?.sealed !== sealedTexts(connection)) return createLine(connection, systemClock)
  learnStored(before.budget, connection)
  before.pauses.restoreOwn(fromStoredPauses(connection.ownPauses))
  return before
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
  const pauses = new CallPauses({ clock, budget })
  pauses.restoreOwn(fromStoredPauses(connection.ownPauses))
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
      source: tokenSource({
        ref,
        account: connection.account,
        openPasswordMd5: () => openHidden(tenantId, 'password_md5', connection.passwordMd5Sealed),
        send,
        budget,
        clock,
      }),
      clock,
    }),
    health: healthBoard(),
    clock,
    budget,
    pauses,
    fresh: freshAnswers(),
    onSaved: (method, how) => callLedger().noteSaved(ref, method, how),
    onPause: (whose) => notePause(observed, { whose, pauses }),
  })
  return { line, profile, budget, pauses, sealed: sealedTexts(connection) }
}

/** An opened credential, which from now on no log line shows, whatever it stands in. */
function openHidden(tenantId: string, field: string, envelope: string): string {
  const plaintext = open(tenantId, field, envelope)
  hideInLogs(plaintext)
  return plaintext
}

function storeHealth(row: HealthRow): Promise<void> {
  return updateConnectionHealth(row.tenantId, row.id, {
    kind: row.kind,
    sinceAt: new Date(row.sinceMs),
    lastSuccessAt: row.lastSuccessAtMs === null ? undefined : new Date(row.lastSuccessAtMs),
  })
}
