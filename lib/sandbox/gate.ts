// The checks every call passes before its handler sees it, in the order the stand-in is specified with:
// method known, common parameters, app key, timestamp, sign, rate, token. Handlers then check their own and rights.

import type { Profile } from '@/lib/jimi/wire/profile'
import { parseVendorTime } from './clock'
import { deliverWaiting } from './errands'
import type { Answer, MethodHandler, OpenCall, SandboxRoom, TokenCall } from './methods/handler'
import { findHandler } from './methods/handlers'
import { badParameter, badToken, missingParameter, VendorRefusal } from './refusal'
import type { VendorRequest } from './request'
import { isSignatureValid } from './signature'

const TIMESTAMP_TOLERANCE_MS = 10 * 60_000
const COMMON_DEFAULTS = { v: '1.0', sign_method: 'md5', format: 'json' }

export type GateInput = {
  room: SandboxRoom
  request: VendorRequest
  appSecret: string
  /** The vendor's clock and the wall clock, ms. */
  nowMs: number
  wallMs: number
  deviceCode?: number
  refusedImei?: string
}

/** Checks a request and has it answered; throws VendorRefusal with the code of the first check that fails. */
export async function answerCall(input: GateInput): Promise<Answer> {
  const { room, request, nowMs, wallMs, deviceCode, refusedImei } = input
  const { params } = request
  checkHttpMethod(request, room)
  const handler = getHandler(params, room.profile)
  checkCommonParameters(request, handler)
  if (params.get('app_key') !== room.appKey) throw new VendorRefusal(1001, 'invalid AppKey')
  checkTimestamp(params, nowMs)
  checkSignature(input)
  checkRate(room, wallMs)
  deliverWaiting(room, nowMs)
  const call: OpenCall = { room, params, nowMs, wallMs, deviceCode, refusedImei }
  return handler.open ? handler.answer(call) : handler.answer(withToken(call))
}

function checkHttpMethod({ httpMethod }: VendorRequest, room: SandboxRoom): void {
  if (httpMethod === 'POST' || (httpMethod === 'GET' && room.switches.allowGet)) return
  throw new VendorRefusal(1007, `request method error: ${httpMethod}`)
}

function getHandler(params: ReadonlyMap<string, string>, profile: Profile): MethodHandler {
  const name = params.get('method') ?? ''
  if (name === '') throw missingParameter('method')
  const handler = findHandler(name, profile)
  if (!handler) throw new VendorRefusal(1007, 'request method error: unknown method')
  return handler
}

// `sign` is not asked for here: the stand-in answers a missing sign like a wrong one.
function checkCommonParameters({ params, ambiguous }: VendorRequest, handler: MethodHandler): void {
  const required = handler.open ? ['timestamp', 'app_key'] : ['timestamp', 'app_key', 'access_token']
  for (const name of required) if (!params.get(name)) throw missingParameter(name)
  const [twice] = ambiguous
  if (twice !== undefined) throw badParameter(twice, 'is sent twice with different values')
  if (!['0.9', '1.0'].includes(common(params, 'v'))) throw badParameter('v', 'is not 0.9 or 1.0')
  if (common(params, 'sign_method') !== 'md5') throw badParameter('sign_method', 'is not md5')
  if (common(params, 'format') !== 'json') throw badParameter('format', 'is not json')
}

function common(params: ReadonlyMap<string, string>, name: keyof typeof COMMON_DEFAULTS): string {
  return params.get(name) || COMMON_DEFAULTS[name]
}

function checkTimestamp(params: ReadonlyMap<string, string>, nowMs: number): void {
  const sentMs = parseVendorTime(params.get('timestamp') ?? '')
  // The text is cut to whole seconds, which the limit must not punish.
  const seconds = Math.floor(nowMs / 1000) * 1000
  if (sentMs !== null && Math.abs(seconds - sentMs) <= TIMESTAMP_TOLERANCE_MS) return
  throw new VendorRefusal(1001, 'timestamp error')
}

function checkSignature({ room, request: { params }, appSecret }: GateInput): void {
  const { allowUnsigned, allowLowerCaseSign, signErrorCode, signErrorMessage } = room.switches
  if (common(params, 'v') === '0.9' && allowUnsigned) return
  if (isSignatureValid(params, appSecret, { allowLowerCase: allowLowerCaseSign })) return
  throw new VendorRefusal(signErrorCode, signErrorMessage)
}

function checkRate(room: SandboxRoom, wallMs: number): void {
  const verdict = room.limits.take(room.switches, wallMs)
  if (verdict === 'rate') throw new VendorRefusal(room.switches.rateCode, room.switches.rateText)
  if (verdict === 'quota')
    throw new VendorRefusal(room.switches.rateCode, 'Request frequency is too high today!')
}

function withToken(call: OpenCall): TokenCall {
  const accessToken = call.params.get('access_token') ?? ''
  const token = call.room.tokens.find(accessToken, call.nowMs)
  const caller = token && call.room.tree.findAccount(token.account)
  if (!caller) throw badToken()
  return { ...call, caller, accessToken }
}
