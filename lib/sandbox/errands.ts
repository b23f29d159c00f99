// Carries commands to devices: whether a device can be reached, when it answers, and what waits for it to come back.

import type { TreeDevice } from './account-tree'
import { answerTextCommand, type DeviceAnswer, type Listener } from './device-answers'
import { answerHubCommand, TEXT_COMMAND } from './hub-commands'
import type { OpenCall, SandboxRoom } from './methods/handler'
import type { SentCommand } from './state/commands'

/** A command on its way. */
export type Errand = {
  device: TreeDevice
  text: string
  codeId: string
  source: string
  sender: string
  /** The hub's protocol number; commands of the node are text. */
  proNo?: number
  /** The hub's `serverFlagId`, which comes back with the answer. */
  flagId?: string
}

export const DEVICE_TIMEOUT = 225
export const DEVICE_OFFLINE = 228
export const DEVICE_BUSY = 252

/** The inner code that keeps a device from taking a command now, or null: a fault's, 228 offline, 252 busy. */
export function findObstacle(call: OpenCall, imei: string): number | null {
  const { room, nowMs, deviceCode } = call
  if (deviceCode !== undefined) return deviceCode
  if (!isOnline(room, imei, nowMs)) return DEVICE_OFFLINE
  if (room.switches.busyWhileOpen && room.state.commands.isBusy(imei, nowMs)) return DEVICE_BUSY
  return null
}

/** Whether the device has contact at a moment of the vendor's clock. */
export function isOnline(room: SandboxRoom, imei: string, nowMs: number): boolean {
  return room.world.stateAt(imei, room.clock.toWorldMs(nowMs)).online
}

/** Sends to a device that can be reached; the answer and its effect come after the delay of the switch. */
export function sendNow(call: OpenCall, errand: Errand): DeviceAnswer {
  const command = commandOf(errand, { sentAtMs: call.nowMs, wasOffline: false })
  const answer = deliver(call.room, command, call.nowMs)
  call.room.state.commands.add(command)
  return answer
}

/** Leaves a command for an offline device; with `replace` whatever waits for it is cancelled. */
export function leaveForLater(call: OpenCall, errand: Errand, replace: boolean): void {
  const { commands } = call.room.state
  if (replace) commands.cancelWaiting(errand.device.imei)
  commands.add(commandOf(errand, { sentAtMs: call.nowMs, wasOffline: true }))
}

/** Delivers what waits for devices that are back. */
export function deliverWaiting(room: SandboxRoom, nowMs: number): void {
  for (const command of room.state.commands.listWaiting()) {
    if (isOnline(room, command.imei, nowMs)) deliver(room, command, nowMs)
  }
}

function commandOf(
  { device, text, codeId, source, sender, proNo, flagId }: Errand,
  moment: { sentAtMs: number; wasOffline: boolean },
): SentCommand {
  const open = { answerAtMs: null, answer: null, isCancelled: false }
  return { imei: device.imei, codeId, text, source, sender, proNo, flagId, ...moment, ...open }
}

function deliver(room: SandboxRoom, command: SentCommand, nowMs: number): DeviceAnswer {
  const { state, tree, clock, switches } = room
  const { imei, text, proNo = TEXT_COMMAND } = command
  const device = tree.findDevice(imei)
  if (!device) return { content: '', isObeyed: false }
  const answer =
    proNo === TEXT_COMMAND
      ? answerTextCommand(text, listenerOf(room, device, nowMs))
      : answerHubCommand({ room, nowMs }, { device, proNo, text })
  command.answerAtMs = nowMs + switches.commandDelayMs
  command.answer = answer
  const effectMs = clock.toWorldMs(command.answerAtMs)
  if (answer.motion === 'stop') state.standstills.stop(imei, effectMs)
  if (answer.motion === 'release') state.standstills.release(imei, effectMs)
  return answer
}

function listenerOf({ world, clock, state }: SandboxRoom, device: TreeDevice, nowMs: number): Listener {
  return {
    device,
    state: world.stateAt(device.imei, clock.toWorldMs(nowMs)),
    isStopped: state.standstills.isStopped(device.imei),
  }
}
