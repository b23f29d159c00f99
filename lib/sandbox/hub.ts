// The hub's instruction service, `/api/device/sendInstruct`: no app key, no signature, a fixed token, and codes of its own.
// Code 0 says that the hub took the command; what became of it stands in `data._code`.

import type { TreeDevice } from './account-tree'
import {
  DEVICE_BUSY,
  DEVICE_OFFLINE,
  DEVICE_TIMEOUT,
  type Errand,
  findObstacle,
  leaveForLater,
  sendNow,
} from './errands'
import { answerHubCommand, isHubCommand, TEXT_COMMAND } from './hub-commands'
import type { OpenCall } from './methods/handler'

/** The name under which its calls are counted and faults are set. */
export const HUB_METHOD = 'sendInstruct'

const REQUIRED = ['proNo', 'serverFlagId', 'platform', 'requestId', 'token']

/** Answers one request; whatever is wrong with it is told in the hub's own form. */
export function answerInstruct(call: OpenCall): Record<string, unknown> {
  const { params, room } = call
  if (params.get('token') !== room.switches.hubToken) return { code: 1, msg: 'invalid token' }
  const imei = params.get('deviceImei') || params.get('imei') || ''
  const absent = REQUIRED.find((name) => !params.get(name))
  if (absent !== undefined || imei === '')
    return { code: 1, msg: `parameter missing: ${absent ?? 'deviceImei'}` }
  const device = room.tree.findDevice(imei)
  if (!device) return reply(call, imei, { code: '301', msg: 'device not registered' })
  return instruct(call, device)
}

/** `code` of the delivery; `content` is absent where the device was not reached. */
type Delivery = { code: string; msg: string | null; content?: string }

function instruct(call: OpenCall, device: TreeDevice): Record<string, unknown> {
  const text = call.params.get('cmdContent') ?? ''
  const proNo = Number(call.params.get('proNo'))
  if (!isHubCommand(proNo, text))
    return reply(call, device.imei, { code: '200', msg: 'invalid parameter', content: '' })
  const errand = errandOf(call, device, { proNo, text })
  const obstacle = findObstacle(call, device.imei)
  if (obstacle !== null) return unreached(call, errand, obstacle)
  const { content } =
    proNo === TEXT_COMMAND ? sendNow(call, errand) : answerHubCommand(call, { device, proNo, text })
  return reply(call, device.imei, { code: '100', msg: null, content })
}

/** With the flag a command of any number waits for a device that is offline or silent; without it offline is 300. */
function unreached(call: OpenCall, errand: Errand, obstacle: number): Record<string, unknown> {
  const { imei } = errand.device
  const mayWait = /^(true|1)$/i.test(call.params.get('offlineFlag') ?? '')
  if (mayWait && (obstacle === DEVICE_OFFLINE || obstacle === DEVICE_TIMEOUT)) {
    leaveForLater(call, errand, false)
    const msg = 'The device is offline or timed out, and the command is converted to an offline command'
    return { ...reply(call, imei, { code: '600', msg: 'request timeout' }), msg }
  }
  if (obstacle === DEVICE_OFFLINE)
    return reply(call, imei, { code: '300', msg: 'device offline', content: '' })
  const code = HUB_CODES.get(obstacle) ?? String(obstacle)
  return reply(call, imei, { code, msg: 'command failed', content: '' })
}

// Inner codes as commands have them elsewhere, in the hub's numbers.
const HUB_CODES: ReadonlyMap<number, string> = new Map([
  [DEVICE_TIMEOUT, '600'],
  [226, '200'],
  [227, '500'],
  [229, '400'],
  [DEVICE_BUSY, '302'],
])

function errandOf(
  call: OpenCall,
  device: TreeDevice,
  { proNo, text }: { proNo: number; text: string },
): Errand {
  const flagId = call.params.get('serverFlagId')
  return { device, text, codeId: '', source: 'Hub instruction', sender: 'hub', proNo, flagId }
}

function reply(call: OpenCall, imei: string, { code, msg, content }: Delivery): Record<string, unknown> {
  const flag = call.params.get('serverFlagId') ?? ''
  const data = {
    _msg: msg,
    _code: code,
    _imei: imei,
    ...(content === undefined ? {} : { _content: content }),
    // A form has no types; the documents' samples show a number where digits were sent.
    _serverFlagId: /^\d{1,15}$/.test(flag) ? Number(flag) : flag,
  }
  return { code: 0, msg: 'success', data }
}
