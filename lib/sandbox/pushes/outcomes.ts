// What calls have brought about since the last look: commands that waited and were carried out, shots, lists, uploads.

import { mediaFileUrl } from '../media/files'
import { listRecordings } from '../media/recordings'
import type { SandboxRoom } from '../methods/handler'
import { wirePosition } from '../positions'
import type { Shot } from '../state/media'
import type { DeviceOrder } from '../state/orders'
import type { PushedItem } from './item'
import { filesItem, hubEventItem } from './rows/alarms'
import { commandAnswerItem, ftpItem, rawAnswerItem, recordingsItem, shotCallbackItem } from './rows/orders'

const ORDER_MS = 2000
const FTP_MS = 6000
const DAY_MS = 86_400_000

export type OutcomeWatch = {
  /** Items of what has come about by `nowMs` and was not told yet. */
  look(nowMs: number): PushedItem[]
}

/** Watches the state of a sandbox; what was there before is told as well. */
export function createOutcomeWatch(room: SandboxRoom): OutcomeWatch {
  const told = new WeakSet<object>()
  const isNew = (thing: object, isDone: boolean) => {
    if (!isDone || told.has(thing)) return false
    told.add(thing)
    return true
  }
  return {
    look: (nowMs) => [
      ...commandAnswers(room, nowMs, isNew),
      ...room.state.orders
        .list()
        .filter((order) => isNew(order, order.atMs + delayOf(order) <= nowMs))
        .map((order) => orderItem(room, order)),
      ...room.state.media
        .listVideoLists()
        .filter(([, list]) => isNew(list, list.readyAtMs <= nowMs))
        .map(([instructionId, list]) => {
          const { imei, channel, dayMs, readyAtMs } = list
          const span = { imei, channel, fromMs: dayMs, toMs: Math.min(dayMs + DAY_MS - 1, readyAtMs) }
          return recordingsItem(imei, {
            instructionId,
            recordings: listRecordings(room, span),
            atMs: readyAtMs,
          })
        }),
      ...room.state.media
        .listAllShots()
        .filter((shot) => isNew(shot, shot.atMs <= nowMs))
        .flatMap((shot) => shotItems(room, shot)),
    ],
  }
}

type IsNew = (thing: object, isDone: boolean) => boolean

function commandAnswers({ state }: SandboxRoom, nowMs: number, isNew: IsNew): PushedItem[] {
  return state.commands.listLeft().flatMap((command) => {
    const { answer, answerAtMs, isCancelled } = command
    if (answer === null || answerAtMs === null || isCancelled) return []
    if (!isNew(command, answerAtMs <= nowMs)) return []
    return [commandAnswerItem(command, { content: answer.content, atMs: answerAtMs })]
  })
}

function delayOf({ kind }: DeviceOrder): number {
  return kind === 'ftp' ? FTP_MS : ORDER_MS
}

function orderItem(room: SandboxRoom, order: DeviceOrder): PushedItem {
  const { imei } = order
  const atMs = order.atMs + delayOf(order)
  if (order.kind === 'ftp') return ftpItem(imei, { instructionId: order.instructionId, atMs })
  if (order.kind === 'raw') {
    return rawAnswerItem(imei, {
      deviceName: room.tree.findDevice(imei)?.deviceName ?? imei,
      frame: order.frame,
      atMs,
    })
  }
  const recordings = order.toMs < order.fromMs ? [] : listRecordings(room, order)
  return recordingsItem(imei, { instructionId: order.instructionId, recordings, atMs })
}

function shotItems(room: SandboxRoom, shot: Shot): PushedItem[] {
  const device = room.tree.findDevice(shot.imei)
  if (!device) return []
  const { fix } = room.world.stateAt(shot.imei, room.clock.toWorldMs(shot.atMs))
  const filename = mediaFileUrl('', { ...shot, alarmAtMs: null }).replace(/^.*=/, '')
  const place = wirePosition(fix ?? { lat: 0, lng: 0 }, null)
  const event = (eventType: string, atMs: number) =>
    hubEventItem(device, { eventType, content: { fileName: filename }, atMs })
  return [
    event('UploadMediaFileBegin', shot.atMs - 1000),
    event('UploadMediaFileEnd', shot.atMs),
    filesItem(shot.imei, [filename], shot.atMs),
    shotCallbackItem(shot, { filename, ...place }),
  ]
}
