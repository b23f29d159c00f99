// What a device makes of the hub's commands other than text: by protocol number, its answer as it stands in `_content`.
// Numbers and members are those of the documents; wrong members are taken and do nothing.

import type { TreeDevice } from './account-tree'
import type { DeviceAnswer } from './device-answers'
import { listRecordings } from './media/recordings'
import type { SandboxRoom } from './methods/handler'

/** When the command reaches the device, on the vendor's clock. */
export type Moment = { readonly room: SandboxRoom; readonly nowMs: number }

export const TEXT_COMMAND = 128
const READ_ALL = 33028
const MAX_DEVICES_WITH_PARAMETERS = 5000

/** Whether content has the form that a number asks for: any text for 128, JSON members for the others. */
export function isHubCommand(proNo: number, content: string): boolean {
  if (proNo === TEXT_COMMAND) return content !== ''
  return COMMANDS.has(proNo) && readMembers(content, proNo) !== null
}

/** The answer of a device that the command has reached; its effect is there at once. 128 is not among these. */
export function answerHubCommand(
  moment: Moment,
  { device, proNo, text }: { device: TreeDevice; proNo: number; text: string },
): DeviceAnswer {
  const command = COMMANDS.get(proNo)
  const members = readMembers(text, proNo)
  if (!command || members === null) return { content: 'instruction error!', isObeyed: false }
  const content = command(moment, { device, members })
  return { content, isObeyed: !REFUSALS.has(content) }
}

const REFUSALS: ReadonlySet<string> = new Set(['Not support!', 'instruction error!', 'Device busy'])

function readMembers(text: string, number: number): Record<string, unknown> | null {
  if (text === '') return number === READ_ALL ? {} : null
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
  } catch {
    return null
  }
}

type Instruction = { device: TreeDevice; members: Record<string, unknown> }
type Command = (moment: Moment, instruction: Instruction) => string

const ACCEPTED: Command = () => 'OK!'

const COMMANDS: ReadonlyMap<number, Command> = new Map<number, Command>([
  [37121, ofCamera],
  [37122, ofCamera],
  [37377, ofCamera],
  [37378, ofCamera],
  [37381, countRecordings],
  [37382, uploadByFtp],
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

function ofCamera(_: Moment, { device }: Instruction): string {
  return device.kind === 'dashcam' ? 'OK!' : 'Not support!'
}

// Only the push of the finished upload says what became of it.
function uploadByFtp({ room, nowMs }: Moment, { device, members }: Instruction): string {
  if (device.kind !== 'dashcam') return 'Not support!'
  const instructionId = String(members.instructionID ?? '')
  room.state.orders.add({ kind: 'ftp', imei: device.imei, atMs: nowMs, instructionId })
  return 'OK!'
}

// The answer is a count; the list itself comes by push.
function noteRecordings(
  { room, nowMs }: Moment,
  { device, members }: Instruction,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): void {
  const instructionId = String(members.instructionID ?? '')
  const channel = Number(members.channel) || 1
  const order = { imei: device.imei, atMs: nowMs, instructionId, channel, fromMs, toMs }
  room.state.orders.add({ kind: 'recordings', ...order })
}

// `yyMMddHHmmss` in UTC.
function countRecordings(moment: Moment, instruction: Instruction): string {
  const { device, members } = instruction
  if (device.kind !== 'dashcam') return 'Not support!'
  const fromMs = parseShortTime(members.beginTime)
  const toMs = parseShortTime(members.endTime)
  if (fromMs === null || toMs === null || fromMs > toMs) return 'instruction error!'
  const span = { imei: device.imei, channel: 1, fromMs, toMs: Math.min(toMs, moment.nowMs) }
  noteRecordings(moment, instruction, span)
  return String(span.toMs < fromMs ? 0 : listRecordings(moment.room, span).length)
}

function parseShortTime(value: unknown): number | null {
  const [, year, month, day, hour, minute, second] =
    /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(String(value ?? '')) ?? []
  const ms = Date.parse(`20${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  return Number.isNaN(ms) ? null : ms
}

/** Decimal ids of JT/T 808: heartbeat, server, port, interval with the engine on, and off. */
const FACTORY_PARAMETERS = { '1': '180', '19': '127.0.0.1', '24': '21122', '39': '600', '41': '10' }

function parametersOf({ room }: Moment, { imei }: TreeDevice): Record<string, string> {
  const changed = room.state.deviceParameters.get(imei) ?? new Map<string, string>()
  return { ...FACTORY_PARAMETERS, ...Object.fromEntries(changed) }
}

function setParameters({ room }: Moment, { device, members }: Instruction): string {
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

function readAllParameters(moment: Moment, { device }: Instruction): string {
  const parameters = parametersOf(moment, device)
  return JSON.stringify({ paramCount: String(Object.keys(parameters).length), ...parameters })
}

function readParameters(moment: Moment, { device, members }: Instruction): string {
  const wanted = Object.entries(parametersOf(moment, device)).filter(([id]) => id in members)
  return JSON.stringify({ paramCount: String(wanted.length), ...Object.fromEntries(wanted) })
}
