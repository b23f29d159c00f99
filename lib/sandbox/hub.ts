// The hub's instruction service, `/api/device/sendInstruct`: no app key, no signature, a fixed token, and codes of its own.
// Code 0 says that the hub took the command; what became of it stands in `data._code`.

import type { TreeDevice } from './account-tree'
import { DEVICE_BUSY, DEVICE_OFFLINE, findObstacle, leaveForLater, sendNow } from './errands'
import { listRecordings } from './media/recordings'
import type { OpenCall } from './methods/handler'

/** The name under which its calls are counted and faults are set. */
export const HUB_METHOD = 'sendInstruct'

const REQUIRED = ['proNo', 'serverFlagId', 'platform', 'requestId', 'token']
const TEXT_COMMAND = 128
const READ_ALL = 33028
const MAX_DEVICES_WITH_PARAMETERS = 5000

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
  const number = Number(call.params.get('proNo'))
  const command = COMMANDS.get(number)
  const members = number === TEXT_COMMAND ? {} : readMembers(text, number)
  if (!command || members === null || (number === TEXT_COMMAND && text === ''))
    return reply(call, device.imei, { code: '200', msg: 'invalid parameter', content: '' })
  const obstacle = findObstacle(call, device.imei)
  if (obstacle !== null) return unreached(call, device, obstacle)
  const content = command(call, { device, text, members })
  return reply(call, device.imei, { code: '100', msg: null, content })
}

/** Offline without the flag is 300; with it, and for text commands, the command waits. */
function unreached(call: OpenCall, device: TreeDevice, obstacle: number): Record<string, unknown> {
  if (obstacle !== DEVICE_OFFLINE) {
    const code = HUB_CODES.get(obstacle) ?? String(obstacle)
    return reply(call, device.imei, { code, msg: 'command failed', content: '' })
  }
  if (call.params.get('offlineFlag') !== 'true')
    return reply(call, device.imei, { code: '300', msg: 'device offline', content: '' })
  leaveForLater(call, errandOf(device, call.params.get('cmdContent') ?? ''), false)
  const answer = reply(call, device.imei, { code: '600', msg: 'request timeout' })
  return {
    ...answer,
    msg: 'The device is offline or timed out, and the command is converted to an offline command',
  }
}

// Inner codes as commands have them elsewhere, in the hub's numbers.
const HUB_CODES: ReadonlyMap<number, string> = new Map([
  [225, '600'],
  [226, '200'],
  [227, '500'],
  [229, '400'],
  [DEVICE_BUSY, '302'],
])

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

function readMembers(text: string, number: number): Record<string, unknown> | null {
  if (text === '') return number === READ_ALL ? {} : null
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
  } catch {
    return null
  }
}

type Instruction = { device: TreeDevice; text: string; members: Record<string, unknown> }
type Command = (call: OpenCall, instruction: Instruction) => string

const ACCEPTED: Command = () => 'OK!'

/** Every protocol number the documents name; the device's answer as text. Wrong members are taken and do nothing. */
const COMMANDS: ReadonlyMap<number, Command> = new Map<number, Command>([
  [TEXT_COMMAND, (call, { device, text }) => sendNow(call, errandOf(device, text)).content],
  [37121, ofCamera],
  [37122, ofCamera],
  [37377, ofCamera],
  [37378, ofCamera],
  [37381, countRecordings],
  [37382, ofCamera],
  [37383, ofCamera],
  [37384, ofCamera],
  [33283, ACCEPTED],
  [33027, setParameters],
  [READ_ALL, readAllParameters],
  [33029, ACCEPTED],
  [33030, readParameters],
  [33031, (_, { device }) => JSON.stringify({ terminalModel: device.model, iccid: device.iccid })],
  [33536, ACCEPTED],
  [34817, ofCamera],
  [34818, ofCamera],
  [34819, ofCamera],
  [34821, ofCamera],
])

function errandOf(device: TreeDevice, text: string) {
  return { device, text, codeId: '', source: 'Hub instruction', sender: 'hub' }
}

function ofCamera(_: OpenCall, { device }: Instruction): string {
  return device.kind === 'dashcam' ? 'OK!' : 'Not support!'
}

// `yyMMddHHmmss` in UTC.
function countRecordings(call: OpenCall, instruction: Instruction): string {
  const { device, members } = instruction
  if (device.kind !== 'dashcam') return 'Not support!'
  const fromMs = parseShortTime(members.beginTime)
  const toMs = parseShortTime(members.endTime)
  if (fromMs === null || toMs === null || fromMs > toMs) return 'instruction error!'
  const span = { imei: device.imei, channel: 1, fromMs, toMs: Math.min(toMs, call.nowMs) }
  return String(span.toMs < fromMs ? 0 : listRecordings(call.room, span).length)
}

function parseShortTime(value: unknown): number | null {
  const [, year, month, day, hour, minute, second] =
    /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(String(value ?? '')) ?? []
  const ms = Date.parse(`20${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  return Number.isNaN(ms) ? null : ms
}

/** Decimal ids of JT/T 808: heartbeat, server, port, interval with the engine on, and off. */
const FACTORY_PARAMETERS = { '1': '180', '19': '127.0.0.1', '24': '21122', '39': '600', '41': '10' }

function parametersOf({ room }: OpenCall, { imei }: TreeDevice): Record<string, string> {
  const changed = room.state.deviceParameters.get(imei) ?? new Map<string, string>()
  return { ...FACTORY_PARAMETERS, ...Object.fromEntries(changed) }
}

function setParameters({ room }: OpenCall, { device, members }: Instruction): string {
  const { deviceParameters } = room.state
  const known = deviceParameters.get(device.imei)
  if (!known && deviceParameters.size >= MAX_DEVICES_WITH_PARAMETERS) return 'Device busy'
  const parameters = known ?? new Map<string, string>()
  // Accepted is not applied: ids the device does not have are dropped without a word.
  for (const [id, value] of Object.entries(members)) {
    if (id in FACTORY_PARAMETERS) parameters.set(id, String(value).slice(0, 200))
  }
  deviceParameters.set(device.imei, parameters)
  return 'OK!'
}

function readAllParameters(call: OpenCall, { device }: Instruction): string {
  const parameters = parametersOf(call, device)
  return JSON.stringify({ paramCount: String(Object.keys(parameters).length), ...parameters })
}

function readParameters(call: OpenCall, { device, members }: Instruction): string {
  const wanted = Object.entries(parametersOf(call, device)).filter(([id]) => id in members)
  return JSON.stringify({ paramCount: String(wanted.length), ...Object.fromEntries(wanted) })
}
