// What the vendor's pushes say of files, plug-in modules and commands, and what the hub passes through, in domain terms.
// Times, units and places are as in items.ts.

import type { Place, TaggedPlace } from './items'

/** Bytes of a plug-in module (wgtc). */
export type ModulePush = TaggedPlace & {
  imei: string
  postedAt?: Date
  /** Such as 0x9B. */
  category: string
  messageType: number
  /** Lower case, even length. */
  contentHex: string
}

/** Files of a device that have arrived at the vendor's store, or failed to (pushfileupload). */
export type FilesPush = {
  imei: string
  storedAt: Date
  fileNames: readonly string[]
  succeeded: boolean
  channel?: number
}

/** One recording on a camera's storage. */
export type Recording = {
  channel: number
  beginAt: Date
  endAt?: Date
  sizeBytes?: number
  media?: 'audio_video' | 'audio' | 'video' | 'any'
  /** Main or sub stream, as the vendor numbers it. */
  streamCode?: number
  storageCode?: number
  alarmFlags?: number
}

/** The answer to a question for recordings (pushresourcelist). An empty list says that there are none. */
export type RecordingsPush = {
  imei: string
  instructionId: string
  total?: number
  recordings: readonly Recording[]
}

/** A recording went to the FTP server that was named for it, or failed to (pushftpfileupload). */
export type FtpUploadPush = {
  imei: string
  endedAt: Date
  instructionId: string
  succeeded: boolean
  /** 0 is success. */
  resultCode: number
}

/** Something happened in the hub, such as the start of an upload (pushIothubEvent). */
export type HubEventPush = {
  imei: string
  at: Date
  eventType: string
  /** JSON as sent, or the text itself if it is none; at most 16,000 characters. */
  contentText: string
  contentIsJson: boolean
}

/** Bytes that the hub passes through without reading them (pushPassThroughData). */
export type PassThroughPush = {
  imei: string
  at: Date
  category: string
  messageType: number
  /** As sent. */
  contentBase64: string
  contentHex: string
  sizeBytes: number
}

/** Further values of a device (pushTerminalTransInfo). What has a known meaning is named; all of it is in `contentText`. */
export type ExtensionPush = TaggedPlace & {
  imei: string
  postedAt: Date
  /** 8197 device status, 8199 serial port. */
  extensionId: number
  contentText: string
  /** All pairs, in the order sent, as texts. */
  values: readonly { id: number; value: string }[]
  voltageV?: number
  externalVoltageV?: number
  batteryPercent?: number
  charging?: boolean
  dailyTrafficKb?: number
  iccid?: string
  network?: 'none' | 'wifi' | 'gsm' | 'wcdma' | 'lte'
  hdop?: number
  /** What a reader at the serial port sent. */
  serial?: readonly { port: number; hex: string }[]
}

/** What a device answered to a command, at once or after it came online (pushInstructResponse). Carries no time. */
export type CommandAnswerPush = {
  imei: string
  /** The number under which the command was sent. `requestId` does not come back. */
  serverFlagId: string
  code: string
  message?: string
  content?: string
  /** The code around the answer; 0 is success. */
  outerCode?: number
  /** Which kind of command it answers, if the body said so. */
  answers?: 'asynchronous' | 'offline'
}

/** The faces a camera knows (pushFileContent). */
export type FacesPush = {
  imei: string
  postedAt: Date
  gatewayAt?: Date
  instructionId: string
  faceIds: readonly string[]
}

/** A message of the extended JIMI protocol, whose fields are not published (pushextendedkks). */
export type ExtendedPush = {
  imei: string
  at: Date
  subMessageId: string
  /** The whole item as JSON text. */
  rawText: string
}

/** A file that a recorder brought to its store (uploadCallback). */
export type MediaUploadPush = Place & {
  imei: string
  alarmAt: Date
  /** Such as eventAttachment. */
  purpose: string
  channel: number
  media?: 'photo' | 'video'
  durationSec?: number
  /** Canonical alarm code, if an alarm caused it. */
  alarmCode?: string
  mimeType?: string
  deviceFileName?: string
  /** Its name in the store. */
  fileName: string
  videoBeginAt?: Date
  videoEndAt?: Date
  stream?: 'main' | 'sub'
  timezone?: string
  instructionId?: string
}

/** A message of which only the path is known (generalBusiness). */
export type GeneralPush = {
  /** Null when no member names a device. */
  imei: string | null
  rawText: string
}

/** Bytes a device answered to a raw instruction (jimi.open.instruction.raw.receive). Carries no time. */
export type RawAnswerPush = {
  imei: string
  deviceName?: string
  /** Lower case, even length. */
  contentHex: string
}
