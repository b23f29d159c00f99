// Chapter "Commands": templates, sending, history, raw frames.

import { z } from 'zod'
import type { TreeDevice } from '../account-tree'
import { formatVendorTime } from '../clock'
import { answerTextCommand } from '../device-answers'
import { DEVICE_OFFLINE, findObstacle, leaveForLater, sendNow } from '../errands'
import { TEXT_COMMAND } from '../hub-commands'
import { badParameter, commandRefused } from '../refusal'
import type { SentCommand } from '../state/commands'
import { type CommandTemplate, fillTemplate, templatesOf } from '../templates'
import { type Answer, handler, proHandler, type TokenCall } from './handler'
import { getText } from './params'
import { checkMayCommand, getReachableDevice } from './rights'

const SENT: Answer = { message: 'command is successfully sent.', result: null }
const PARAMETER_ERROR = 226
const DATA_FORMAT_ERROR = 240
const NOT_SUPPORTED = 243

/** `jimi.open.instruction.list`: what the model of the device understands. */
export const instructionList = handler((call) => {
  const device = getReachableDevice(call, getText(call, 'imei'))
  return { result: templatesOf(device, call.room.profile).map(templateRow) }
})

function templateRow(template: CommandTemplate) {
  return {
    id: template.id,
    orderName: template.name,
    orderContent: template.content,
    orderExplain: template.explain,
    orderMsg: template.prompt,
    isOffLine: template.isQueueable ? '1' : '0',
  }
}

/**
 * `jimi.open.instruction.send`: 12005 with 243 for what the model does not know, 226 for parameters that do not fit, 228
 * offline, 252 busy. Templates that may wait are left for an offline device.
 */
export const instructionSend = handler((call) => {
  const imei = getText(call, 'imei')
  const order = readOrder(getText(call, 'inst_param_json'))
  const device = getReachableDevice(call, imei)
  checkMayCommand(call)
  const template = templatesOf(device, call.room.profile).find(({ id }) => String(id) === order.inst_id)
  if (!template) throw commandRefused(NOT_SUPPORTED)
  const text = template.content === order.inst_template ? fillTemplate(template, order.params) : null
  if (text === null) throw commandRefused(PARAMETER_ERROR)
  checkCommand(call, device, { text, isFree: template.content === '{0}' })

  const errand = { device, text, codeId: order.inst_id, source: template.name, sender: call.caller.login }
  const obstacle = findObstacle(call, imei)
  const isAway = obstacle === DEVICE_OFFLINE && call.deviceCode === undefined
  if (isAway && template.isQueueable) leaveForLater(call, errand, order.is_cover)
  else if (obstacle !== null) throw commandRefused(obstacle)
  else sendNow(call, errand)
  return SENT
})

// Samples send the flag as text, the tables call it boolean; numbers for ids are met too.
const orderSchema = z.object({
  inst_id: z.union([z.string().min(1).max(20), z.int().transform(String)]),
  inst_template: z.string().max(500),
  params: z.array(z.union([z.string().max(500), z.number().transform(String)])).max(20),
  is_cover: z
    .union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])
    .nullish()
    .transform((flag) => flag ?? false),
})

function readOrder(text: string): z.infer<typeof orderSchema> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw badParameter('inst_param_json', 'is not JSON')
  }
  const order = orderSchema.safeParse(json)
  if (!order.success) throw badParameter('inst_param_json', 'lacks members or has them in a wrong form')
  return order.data
}

/** What a device would call a wrong parameter, the node refuses beforehand; free text it passes on unread. */
function checkCommand(call: TokenCall, device: TreeDevice, command: { text: string; isFree: boolean }): void {
  if (command.isFree) return
  const { world, clock } = call.room
  const state = world.stateAt(device.imei, clock.toWorldMs(call.nowMs))
  const { isObeyed } = answerTextCommand(command.text, { device, state, isStopped: false })
  if (!isObeyed) throw commandRefused(PARAMETER_ERROR)
}

/** `jimi.open.instruction.result`: text commands, newest first. */
export const instructionResult = handler((call) => {
  const imei = getText(call, 'imei')
  getReachableDevice(call, imei)
  const isText = ({ proNo = TEXT_COMMAND }: SentCommand) => proNo === TEXT_COMMAND
  const texts = call.room.state.commands.listOf(imei).filter(isText)
  return { result: texts.map((command) => resultRow(command, call.nowMs)) }
})

function resultRow(command: SentCommand, nowMs: number) {
  const isAnswered = command.answerAtMs !== null && nowMs >= command.answerAtMs
  return {
    codeId: command.codeId,
    code: command.text,
    content: isAnswered ? (command.answer?.content ?? '') : '',
    isExecute: executionOf(command, isAnswered),
    sendTime: formatVendorTime(command.sentAtMs),
    sender: command.sender,
    receiveDevice: command.imei,
    isOffLine: command.wasOffline ? '1' : '0',
    idsource: command.source,
  }
}

function executionOf({ isCancelled, answer }: SentCommand, isAnswered: boolean): string {
  if (isCancelled) return '4'
  if (!isAnswered) return '3'
  return answer?.isObeyed ? '1' : '0'
}

/** `jimi.open.instruction.raw.send`: whole bytes in hex. What the device answers would only come by push. */
export const instructionRawSend = proHandler((call) => {
  const imei = getText(call, 'imei')
  const frame = getText(call, 'raw_cmd')
  getReachableDevice(call, imei)
  checkMayCommand(call)
  if (!/^([0-9A-Fa-f]{2}){1,1024}$/.test(frame)) throw commandRefused(DATA_FORMAT_ERROR)
  const obstacle = findObstacle(call, imei)
  if (obstacle !== null) throw commandRefused(obstacle)
  call.room.state.orders.add({ kind: 'raw', imei, atMs: call.nowMs, frame })
  return SENT
})
