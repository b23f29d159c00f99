// One call from its request to its answer: faults drawn, checks and handler asked, refusals written and counted.
// The node's calls and the hub's are told apart by their addresses, in server.ts.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { bendAnswer, goodEnvelope, refusalEnvelope, sendJson, sendTransportFault } from './delivery'
import { deliverWaiting } from './errands'
import type { Fault, FaultBoard } from './faults'
import { answerCall } from './gate'
import { answerInstruct, HUB_METHOD } from './hub'
import type { Answer, OpenCall, SandboxRoom } from './methods/handler'
import { findHandler } from './methods/handlers'
import { textOfCode, VendorRefusal } from './refusal'
import { readVendorRequest, type VendorRequest } from './request'
import { type Stats, UNKNOWN_METHOD } from './stats'

/** The sandbox's state beside the room its handlers see. */
export type Desk = {
  room: SandboxRoom
  appSecret: string
  now: () => number
  stats: Stats
  faults: FaultBoard
  onError: (error: unknown) => void
}

/** One request and the place of its answer. */
export type Exchange = { desk: Desk; request: IncomingMessage; response: ServerResponse }

/** Answers one call of the node, or carries out the fault that hit it. */
export async function answerVendorCall({ desk, request, response }: Exchange): Promise<void> {
  let faults: readonly Fault[] = []
  let envelope: Record<string, unknown>
  try {
    const vendorRequest = await readVendorRequest(request)
    faults = drawFaults(desk, vendorRequest)
    for (const fault of faults) if (fault.kind === 'slow') await delay(fault.ms)
    if (sendTransportFault(response, faults)) return
    envelope = goodEnvelope(bendAnswer(await computeAnswer(desk, vendorRequest, faults), faults))
  } catch (error) {
    // The client hung up while sending: nobody is left to refuse.
    if (request.destroyed && !request.complete) return
    envelope = refuse(desk, error)
  }
  tellClock(desk, faults, response)
  await sendJson(response, envelope, faults)
}

// Clients learn the vendor's clock from the header, so a skewed one must show there too.
function tellClock(desk: Desk, faults: readonly Fault[], response: ServerResponse): void {
  response.setHeader('Date', new Date(momentOf(desk, faults).nowMs).toUTCString())
}

function drawFaults({ room, stats, faults }: Desk, { params }: VendorRequest): readonly Fault[] {
  const name = params.get('method') ?? ''
  const method = findHandler(name, room.profile) ? name : UNKNOWN_METHOD
  stats.countCall(method)
  const isEdit = method === FENCE_CREATE && (params.get('fence_id') ?? '') !== ''
  return faults.draw(isEdit ? FENCE_UPDATE : method)
}

// The vendor edits a fence by the method that makes one, told by the fence's id. Whoever tests edits wants faults of theirs.
const FENCE_CREATE = 'jimi.open.platform.fence.create'
const FENCE_UPDATE = 'jimi.open.platform.fence.update'

async function computeAnswer(desk: Desk, request: VendorRequest, faults: readonly Fault[]): Promise<Answer> {
  for (const fault of faults) {
    if (fault.kind === 'code') throw new VendorRefusal(fault.code, fault.message ?? textOfCode(fault.code))
  }
  const { room, appSecret } = desk
  return answerCall({ room, request, appSecret, ...momentOf(desk, faults) })
}

type Moment = Pick<OpenCall, 'nowMs' | 'wallMs' | 'deviceCode' | 'refusedImei'>

/** The clocks of a call, the inner code that a fault put in the device's mouth, and the device a fault has refused. */
function momentOf(desk: Desk, faults: readonly Fault[]): Moment {
  const wallMs = desk.now()
  const skewMs = faults.reduce((sum, fault) => sum + (fault.kind === 'skewMs' ? fault.ms : 0), 0)
  const refusal = faults.find((fault) => fault.kind === 'deviceCode')
  const refused = faults.find((fault) => fault.kind === 'refuseOne')
  return { wallMs, nowMs: wallMs + skewMs, deviceCode: refusal?.code, refusedImei: refused?.imei }
}

/** Answers one call of the hub, which speaks otherwise than the node: `msg` in place of `message`, and no signature. */
export async function answerHubCall({ desk, request, response }: Exchange): Promise<void> {
  desk.stats.countCall(HUB_METHOD)
  const faults = desk.faults.draw(HUB_METHOD)
  for (const fault of faults) if (fault.kind === 'slow') await delay(fault.ms)
  if (sendTransportFault(response, faults)) {
    request.resume()
    return
  }
  const answer = await computeHubAnswer(desk, request, faults)
  if (typeof answer.code === 'number' && answer.code !== 0) desk.stats.countRefusal(answer.code)
  tellClock(desk, faults, response)
  await sendJson(response, answer, faults)
}

async function computeHubAnswer(desk: Desk, request: IncomingMessage, faults: readonly Fault[]) {
  try {
    const { params } = await readVendorRequest(request)
    const refusal = faults.find((fault) => fault.kind === 'code')
    if (refusal) return { code: refusal.code, msg: refusal.message ?? textOfCode(refusal.code) }
    const moment = momentOf(desk, faults)
    deliverWaiting(desk.room, moment.nowMs)
    return answerInstruct({ room: desk.room, params, ...moment })
  } catch (error) {
    if (error instanceof VendorRefusal) return { code: error.code, msg: error.message }
    desk.onError(error)
    return { code: -1, msg: textOfCode(-1) }
  }
}

function refuse({ room, stats, onError }: Desk, error: unknown): Record<string, unknown> {
  const refusal = error instanceof VendorRefusal ? error : new VendorRefusal(-1, textOfCode(-1))
  if (refusal !== error) onError(error)
  stats.countRefusal(refusal.code)
  return refusalEnvelope(refusal, room.switches.nullData)
}
