// What a device makes of a text command: its answer, and whether the vehicle may move afterwards.
// The wordings are those that trackers of this family are known for; models without a relay or camera refuse.

import type { TreeDevice } from './account-tree'
import type { WorldState } from './world/types'

export type DeviceAnswer = {
  content: string
  isObeyed: boolean
  /** Set when the command makes the vehicle stand or lets it go. */
  motion?: 'stop' | 'release'
}

/** The device and how it is when the command reaches it. */
export type Listener = { device: TreeDevice; state: WorldState; isStopped: boolean }

/** Text commands end with `#` and know no letter case. */
export function answerTextCommand(text: string, listener: Listener): DeviceAnswer {
  const words = text.trim().replace(/#$/, '').split(',')
  const answer = ANSWERS.get((words[0] ?? '').toUpperCase())
  return answer ? answer(words.slice(1), listener) : refuse('Command was not recognized!')
}

/** Whether a device of this kind can cut fuel or power. */
export function hasRelay({ kind }: TreeDevice): boolean {
  return kind === 'tracker' || kind === 'dashcam' || kind === 'scooter'
}

type Answerer = (args: string[], listener: Listener) => DeviceAnswer

const ANSWERS: ReadonlyMap<string, Answerer> = new Map<string, Answerer>([
  ['RELAY', relay],
  ['SOS', sos],
  ['STATUS', (_, { state }) => obey(statusText(state))],
  ['WHERE', (_, { state }) => obey(whereText(state))],
  ['VERSION', (_, { device }) => obey(`[VERSION]${device.model}_SANDBOX_V1.0 [BUILD]2026/01/15`)],
  ['PARAM', (_, { device }) => obey(`IMEI:${device.imei};TIMER:10,600;SENALM:OFF;LANG:EN`)],
  ['TIMER', setting],
  ['SENALM', setting],
  ['LANG', setting],
  ['GMT', setting],
  ['RESET', () => obey('The terminal will restart after 60s!')],
  ['PICTURE', ofCamera],
  ['VIDEO', ofCamera],
  ['FILELIST', ofCamera],
  ['LOCK', (args, listener) => ofScooter('stop', args, listener)],
  ['ENABLE', (args, listener) => ofScooter('release', args, listener)],
])

function relay([wish]: string[], { device, state, isStopped }: Listener): DeviceAnswer {
  if (!hasRelay(device)) return refuse('Not support!')
  if (wish === undefined) return obey(`Relay status: ${isStopped ? 1 : 0}`)
  const speed = Math.round(state.fix?.speedKph ?? 0)
  if (wish === '1')
    return { ...obey(`Cut off the fuel supply: Success! Speed:${speed} Km/h`), motion: 'stop' }
  if (wish === '0') return { ...obey('Restore fuel supply: Success!'), motion: 'release' }
  return refuse('Parameter error')
}

function sos([action, ...numbers]: string[]): DeviceAnswer {
  if (action === undefined) return obey('SOS1:;SOS2:;SOS3:')
  const isFine = ['A', 'D'].includes(action) && numbers.every((number) => /^\+?\d{3,20}$/.test(number))
  return isFine && numbers.length > 0 ? obey('OK!') : refuse('Parameter error')
}

function setting(args: string[]): DeviceAnswer {
  return args.length > 0 && args.every((word) => word !== '') ? obey('OK!') : refuse('Parameter error')
}

function ofCamera(_: string[], { device }: Listener): DeviceAnswer {
  return device.kind === 'dashcam' ? obey('OK!') : refuse('Not support!')
}

function ofScooter(motion: 'stop' | 'release', _: string[], { device }: Listener): DeviceAnswer {
  return device.kind === 'scooter' ? { ...obey('OK!'), motion } : refuse('Not support!')
}

function statusText({ batteryPercent, signalLevel, fix }: WorldState): string {
  const volts = (3.4 + 0.008 * (batteryPercent ?? 100)).toFixed(2)
  const signal = ['None', 'Very Weak', 'Weak', 'Good', 'Strong'][signalLevel] ?? 'Good'
  const position = fix ? `Successful positioning,Satellites:${fix.satellites}` : 'Searching'
  return `Battery:${volts}V,NORMAL; GPRS:Link Up; GSM Signal Level:${signal}; GPS:${position}; ACC:${fix?.ignition ? 'ON' : 'OFF'}`
}

function whereText({ fix }: WorldState): string {
  if (!fix) return 'No data!'
  const speed = (fix.speedKph ?? 0).toFixed(2)
  return `Lat:${fix.lat.toFixed(6)},Lon:${fix.lng.toFixed(6)},Course:${Math.round(fix.headingDeg ?? 0)},Speed:${speed}km/h`
}

function obey(content: string): DeviceAnswer {
  return { content, isObeyed: true }
}

function refuse(content: string): DeviceAnswer {
  return { content, isObeyed: false }
}
