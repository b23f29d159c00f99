// One vendor call as an owner makes it by hand: checked like any other, traced, and never more dangerous than the list in
// explorer-policy.ts allows. Orders to vehicles become commands instead: explorer-orders.ts. Whose devices, accounts and fences are named is checked by callJimi.

import 'server-only'
import type { z } from 'zod'
import type {
  ExplorerCall,
  ExplorerOutcome,
  ExplorerRequest,
  ExplorerResult,
} from '@/lib/domain/api/explorer'
import type { CallTrace } from '@/lib/jimi/client'
import { getMethod, isMethodName, type MethodInput, type MethodName } from '@/lib/jimi/contract'
import { INSTRUCT } from '@/lib/jimi/contract/instruct'
import { encodeInput } from '@/lib/jimi/contract/io'
import { JimiContractError } from '@/lib/jimi/errors'
import { withCommonParams } from '@/lib/jimi/wire/params'
import type { Profile } from '@/lib/jimi/wire/profile'
import type { Viewer } from '../access'
import { type AuditDetail, appendAudit } from '../audit'
import { AppError, NotFoundError } from '../errors'
import { callJimi } from '../jimi'
import { curlOf } from './explorer-curl'
import { checkInput } from './explorer-fields'
import { readInstruct } from './explorer-instruct'
import { takeExplorerCall } from './explorer-limits'
import { createMask, MASK, type Mask } from './explorer-mask'
import { assertOwner, describeMethod, inputFields } from './explorer-methods'
import { type OrderReading, orderByHand, readOrderInput } from './explorer-orders'
import { answeredOutcome, failedOutcome, shownExchange } from './explorer-outcome'
import { refusalOf, unplainTexts } from './explorer-policy'
import { type ExplorerReply, invalidReply, refusedReply, unconfirmedReply } from './explorer-reply'
import { isOrderMethod, type OrderMethod } from './order-methods'

/**
 * Calls a method for an owner and tells all that went over the wire, secrets masked. Writes are told to the audit trail
 * before they are sent, and again with how they ended.
 * @throws ForbiddenError unless the viewer is an owner, and as callJimi; NotFoundError for an unknown method and for what is
 * not the viewer's; TooManyRequestsError; AppError when the input names nothing whose owner could be checked.
 */
export async function callByHand(
  viewer: Viewer,
  name: string,
  asked: { call: ExplorerCall; signal?: AbortSignal },
): Promise<ExplorerReply> {
  assertOwner(viewer)
  if (name !== INSTRUCT.name && !isMethodName(name))
    throw new NotFoundError('There is no method of this name.')
  await takeExplorerCall(viewer.userId)
  if (isMethodName(name) && !isOrderMethod(name)) return callKnown(viewer, name, asked)
  const { profile, input, confirmed } = asked.call
  const read = isMethodName(name) ? readOrderOf(viewer, name, { profile, input }) : readInstruct(input)
  return read.ok ? orderByHand(viewer, read.asked, confirmed === true) : invalidReply(read.problems)
}

/** An input of a method that gives orders as the order it is, or what is wrong with it. */
function readOrderOf(
  viewer: Viewer,
  name: OrderMethod,
  asked: Pick<ExplorerCall, 'profile' | 'input'>,
): OrderReading {
  const { profile } = describeMethod(viewer, name, asked.profile)
  const codec: z.ZodType<MethodInput<OrderMethod>, unknown> = getMethod(name).input[profile]
  const checked = checkInput(inputFields(name, profile), codec, asked.input)
  if (!checked.ok) return checked
  const request = previewOf(name, encodeInput(name, checked.input, { profile }))
  return { ok: true, asked: readOrderInput(name, checked.input, request) }
}

async function callKnown<N extends MethodName>(
  viewer: Viewer,
  name: N,
  { call, signal }: { call: ExplorerCall; signal?: AbortSignal },
): Promise<ExplorerReply> {
  const { profile } = describeMethod(viewer, name, call.profile)
  const checked = checkInput(inputFields(name, profile), getMethod(name).input[profile], call.input)
  if (!checked.ok) return invalidReply(checked.problems)
  const { input } = checked
  const unplain = unplainTexts(name, input)
  if (unplain.length > 0) return invalidReply(unplain)
  const held = heldBack(name, call, encodeInput(name, input, { profile }))
  if (held !== null) return held
  assertTellsWhose(name, input)
  return getMethod(name).access === 'write'
    ? sendAudited(viewer, { name, input, profile, signal })
    : send(viewer, { name, input, signal })
}

/** What is never sent from here, and a write that nobody has confirmed. */
function heldBack(
  name: MethodName,
  call: ExplorerCall,
  encoded: Readonly<Record<string, string>>,
): ExplorerReply | null {
  const reason = refusalOf(name)
  const isUnconfirmed = getMethod(name).access === 'write' && call.confirmed !== true
  if (reason === null && !isUnconfirmed) return null
  const request = previewOf(name, encoded)
  return reason === null ? unconfirmedReply(request) : refusedReply(reason, request)
}

/** The request as it would be sent now. */
function previewOf(name: MethodName, encoded: Readonly<Record<string, string>>): ExplorerRequest {
  const { wireName, needsToken } = getMethod(name)
  const common = withCommonParams(encoded, {
    method: wireName ?? name,
    appKey: MASK,
    accessToken: needsToken ? MASK : undefined,
    at: new Date(),
  })
  const mask = createMask([common])
  return { params: mask.params({ ...common, sign: MASK }), curl: mask.text(curlOf(common)), door: 'node' }
}

/** Without a device, an account, or anything with an owner, nobody can tell which connection a call belongs to. */
function assertTellsWhose<N extends MethodName>(name: N, input: MethodInput<N>): void {
  const method = getMethod(name)
  if (method.devices(input).length + method.accounts(input).length + method.objects(input).length > 0) return
  throw new AppError({
    code: 'explorer_nothing_named',
    userMessage:
      'Fill in a device or an account of yours as well: without one Milepost cannot tell whose this call is.',
    status: 403,
  })
}

type Sending<N extends MethodName> = { name: N; input: MethodInput<N>; signal?: AbortSignal }

/** What was asked is in the trail even if this process ends before the answer comes. */
async function sendAudited<N extends MethodName>(
  viewer: Viewer,
  sending: Sending<N> & { profile: Profile },
): Promise<ExplorerReply> {
  const { name, input, profile } = sending
  const encoded = encodeInput(name, input, { profile })
  const params = Object.fromEntries(
    createMask([encoded])
      .params(encoded)
      .map((each) => [each.name, each.value]),
  )
  const note = (action: string, detail: AuditDetail) =>
    appendAudit(viewer.tenantId, { actorId: viewer.userId, action, target: name, detail })
  await note('explorer.send', { params })
  let ended = 'not sent'
  try {
    const reply = await send(viewer, sending)
    if (reply.kind === 'done') ended = wordsOf(reply.result)
    return reply
  } finally {
    await note('explorer.end', { ended })
  }
}

function wordsOf({ outcome }: ExplorerResult): string {
  return outcome.kind === 'refused' ? `refused with ${outcome.code}` : outcome.kind
}

async function send<N extends MethodName>(
  viewer: Viewer,
  { name, input, signal }: Sending<N>,
): Promise<ExplorerReply> {
  const traces: CallTrace[] = []
  const finish = (outcomeOf: (mask: Mask) => ExplorerOutcome): ExplorerReply => {
    const mask = createMask(traces.map(({ params }) => params))
    const exchanges = traces.map((trace) => shownExchange(trace, mask))
    return { kind: 'done', result: { outcome: outcomeOf(mask), exchanges } }
  }
  try {
    const output = await callJimi(viewer, name, input, {
      onePage: true,
      onTrace: (trace) => traces.push(trace),
      signal,
    })
    return finish((mask) => answeredOutcome(output, traces, mask))
  } catch (error) {
    if (error instanceof JimiContractError && error.kind === 'input')
      return invalidReply([{ path: [], kind: 'custom', text: error.message }])
    if (failedOutcome(error, createMask([])) === null) throw error
    return finish((mask) => failedOutcome(error, mask) ?? { kind: 'unreadable', reason: '' })
  }
}
