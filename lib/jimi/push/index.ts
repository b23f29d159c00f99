// The registry: every kind of push the vendor posts, by its topic. Adding one here obliges the storage to have a place for it.

import { legacyAlarm, pushAlarm } from './alarms'
import { pushCommandAnswer, pushHubEvent, pushRecordings } from './answers'
import { pushCells, pushEvent, pushGps, pushHeartbeat } from './contact'
import type { Push } from './define-push'
import { pushFaces, pushFiles, pushFtpUpload, pushMediaUpload } from './files'
import type * as items from './items'
import type * as moduleItems from './module-items'
import {
  legacyRawAnswer,
  pushExtended,
  pushExtension,
  pushGeneral,
  pushModule,
  pushPassThrough,
  pushRfid,
} from './modules'
import { pushClimate, pushFaults, pushFuel, pushObd, pushTrip } from './readings'

/** What an item of each topic says. */
export type PushItems = {
  pushevent: items.SignOnPush
  pushhb: items.HeartbeatPush
  pushgps: items.GpsPush
  pushalarm: items.AlarmPush
  rfid: items.RfidPush
  wgtc: moduleItems.ModulePush
  pushoil: items.FuelPush
  pushfileupload: moduleItems.FilesPush
  pushtem: items.ClimatePush
  pushlbs: items.CellsPush
  pushresourcelist: moduleItems.RecordingsPush
  pushftpfileupload: moduleItems.FtpUploadPush
  pushIothubEvent: moduleItems.HubEventPush
  pushPassThroughData: moduleItems.PassThroughPush
  pushTerminalTransInfo: moduleItems.ExtensionPush
  pushInstructResponse: moduleItems.CommandAnswerPush
  pushFileContent: moduleItems.FacesPush
  pushextendedkks: moduleItems.ExtendedPush
  uploadCallback: moduleItems.MediaUploadPush
  generalBusiness: moduleItems.GeneralPush
  pushobd: items.ObdPush
  pushfaultinfo: items.FaultsPush
  pushtripreport: items.TripPush
  'jimi.push.device.alarm': items.AlarmPush
  'jimi.open.instruction.raw.receive': moduleItems.RawAnswerPush
}
export type PushTopic = keyof PushItems
export type PushItem<T extends PushTopic> = PushItems[T]

/** All topics, in the order of the docs. A topic without a declaration does not compile. */
export const pushes: { readonly [T in PushTopic]: Push<T, PushItems[T]> } = {
  pushevent: pushEvent,
  pushhb: pushHeartbeat,
  pushgps: pushGps,
  pushalarm: pushAlarm,
  rfid: pushRfid,
  wgtc: pushModule,
  pushoil: pushFuel,
  pushfileupload: pushFiles,
  pushtem: pushClimate,
  pushlbs: pushCells,
  pushresourcelist: pushRecordings,
  pushftpfileupload: pushFtpUpload,
  pushIothubEvent: pushHubEvent,
  pushPassThroughData: pushPassThrough,
  pushTerminalTransInfo: pushExtension,
  pushInstructResponse: pushCommandAnswer,
  pushFileContent: pushFaces,
  pushextendedkks: pushExtended,
  uploadCallback: pushMediaUpload,
  generalBusiness: pushGeneral,
  pushobd: pushObd,
  pushfaultinfo: pushFaults,
  pushtripreport: pushTrip,
  'jimi.push.device.alarm': legacyAlarm,
  'jimi.open.instruction.raw.receive': legacyRawAnswer,
}

/** All topics, the legacy messages last. */
export const PUSH_TOPICS = Object.keys(pushes).filter(isPushTopic)

/** The declaration of a topic, with its item tied to its name. */
export function getPush<T extends PushTopic>(topic: T): Push<T, PushItems[T]> {
  return pushes[topic]
}

/** Whether a text names a topic we know, letter by letter. */
export function isPushTopic(name: string): name is PushTopic {
  return Object.hasOwn(pushes, name)
}

/**
 * The topic a post means: by the path below its hook, in any letter case, or, for posts to the hook itself (`''`), by the
 * message type in the body. Null for what nobody posts.
 */
export function findTopic(path: string, msgType?: unknown): PushTopic | null {
  const name = path.replaceAll(/^\/+|\/+$/g, '').toLowerCase()
  if (name !== '') return TOPIC_BY_PATH.get(name) ?? null
  const type = typeof msgType === 'number' ? String(msgType) : msgType
  return typeof type === 'string' ? (TOPIC_BY_MESSAGE.get(type.trim().toLowerCase()) ?? null) : null
}

const TOPIC_BY_PATH = new Map(
  PUSH_TOPICS.flatMap((topic) => {
    const { path } = pushes[topic]
    return path === null ? [] : [[path.toLowerCase(), topic] as const]
  }),
)

/** Command answers reach the hook itself where the address was registered without a path. */
const TOPIC_BY_MESSAGE = new Map<string, PushTopic>([
  ...PUSH_TOPICS.filter((topic) => pushes[topic].path === null).map((topic) => [topic, topic] as const),
  ['1', 'pushInstructResponse'],
  ['2', 'pushInstructResponse'],
])
