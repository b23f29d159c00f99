// Photos and clips taken now, and recordings sent up: what a camera was asked for, and whether it has come. The vendor tells
// nobody which file came of which order, so that a file is taken to be an order's when it came after it, from its lens, and no
// other order has it.

import 'server-only'
import type { VideoFile, VideoOrder, VideoOrders } from '@/lib/domain/api/video'
import { cameraOf, type Lens, lensOfChannel, ORDER_MISSING_AFTER_MS } from '@/lib/domain/video'
import type { Viewer } from '../access'
import { type AuditDetail, appendAudit } from '../audit'
import { getDevice } from '../data/devices'
import { listOrders, type NewOrder, type OrderRecord, settleOrder, storeOrder } from '../data/video-orders'
import { listNames } from '../data/video-streams'
import { InvalidInputError } from '../errors'
import { callJimi } from '../jimi'
import { type Clock, systemClock } from '../live/clock'
import { cameraToWatch } from './video-live'
import { listFiles } from './video-media'
import { assertListed } from './video-names'

export type Capture = { deviceId: string; kind: 'photo' | 'clip'; lens: Lens; seconds: number | null }

/** Has a camera take a photo or a clip now; answers the order's id. @throws as `cameraToWatch` and `callJimi` */
export async function capture(viewer: Viewer, want: Capture, clock: Clock = systemClock): Promise<string> {
  const { deviceId, kind, lens, seconds } = want
  if (kind === 'photo' && lens === 'both') throw new InvalidInputError('A photo is of one lens.')
  const device = await cameraToWatch(viewer, deviceId)
  const askedAt = new Date(clock.now())
  const media = kind === 'photo' ? 'photo' : 'video'
  const length = kind === 'clip' && seconds !== null ? { durationSec: seconds } : {}
  await callJimi(viewer, 'jimi.device.meida.cmd.send', { imei: device.imei, lens, media, ...length })
  const order = {
    kind,
    lens,
    seconds: kind === 'clip' ? seconds : null,
    fileName: null,
    momentAt: null,
    askedAt,
  }
  return noteOrder(viewer, deviceId, { order, action: 'video.capture' })
}

export type Upload = { deviceId: string; channel: number; fileName: string | null; beginAt: Date }

/**
 * Has a camera send up a recording: the file where it names its files, else the clip around the moment the recording begins.
 * @throws as `capture`; InvalidInputError for a channel that orders do not know, or a file that is not listed
 */
export async function requestUpload(
  viewer: Viewer,
  { deviceId, channel, fileName, beginAt }: Upload,
  clock: Clock = systemClock,
): Promise<string> {
  const device = await cameraToWatch(viewer, deviceId)
  const lens = lensOfChannel(cameraOf(device.model), channel)
  if (lens === null)
    throw new InvalidInputError('The vendor takes such orders for the first two channels only.')
  await assertListed(viewer, { deviceId, channel, fileName })
  const askedAt = new Date(clock.now())
  const what =
    fileName === null ? { what: 'event' as const, eventAt: beginAt } : { what: 'file' as const, fileName }
  await callJimi(viewer, 'jimi.device.history.cmd.send', { imei: device.imei, lens, ...what })
  const order = { kind: 'upload' as const, lens, seconds: null, fileName, momentAt: beginAt, askedAt }
  return noteOrder(viewer, deviceId, { order, action: 'video.upload' })
}

async function noteOrder(
  viewer: Viewer,
  deviceId: string,
  { order, action }: { order: NewOrder; action: string },
): Promise<string> {
  const { kind, lens, seconds, fileName, momentAt } = order
  const detail: AuditDetail = { kind, lens, seconds, fileName, momentAt: momentAt?.toISOString() ?? null }
  await appendAudit(viewer.tenantId, { actorId: viewer.userId, action, target: deviceId, detail })
  return storeOrder(viewer, deviceId, order)
}

/** The newest orders to a device. While some wait, the vendor is asked whether their files have come. @throws NotFoundError; as `callJimi` */
export async function ordersOf(
  viewer: Viewer,
  deviceId: string,
  clock: Clock = systemClock,
): Promise<VideoOrders> {
  await getDevice(viewer, deviceId)
  const before = await listOrders(viewer, deviceId)
  await settleWaiting(viewer, { deviceId, orders: before, clock })
  const orders = await listOrders(viewer, deviceId)
  const names = await listNames(
    viewer,
    orders.map(({ askedById }) => askedById),
  )
  return { orders: orders.map((order) => toOrder(order, names)) }
}

/** How far the vendor's clock may be behind ours. */
const CLOCK_SLACK_MS = 10_000

async function settleWaiting(
  viewer: Viewer,
  { deviceId, orders, clock }: { deviceId: string; orders: readonly OrderRecord[]; clock: Clock },
): Promise<void> {
  const waiting = orders.filter(({ state }) => state === 'waiting').reverse()
  const [oldest] = waiting
  if (oldest === undefined) return
  const nowAt = new Date(clock.now())
  const fromAt = new Date(oldest.askedAt.getTime() - CLOCK_SLACK_MS)
  const { files } = await listFiles(viewer, deviceId, { fromAt, toAt: nowAt })
  const taken = new Set(orders.map(({ fileKey }) => fileKey))
  for (const order of waiting) {
    const file = files.findLast((candidate) => !taken.has(candidate.key) && isOf(order, candidate))
    if (file !== undefined) {
      taken.add(file.key)
      await settleOrder(viewer, order.id, { state: 'arrived', arrivedAt: nowAt, fileKey: file.key })
    } else if (nowAt.getTime() - order.askedAt.getTime() > ORDER_MISSING_AFTER_MS) {
      await settleOrder(viewer, order.id, { state: 'missing' })
    }
  }
}

function isOf(order: OrderRecord, file: VideoFile): boolean {
  const stem = order.fileName?.replace(/\.\w+$/, '') ?? ''
  if (stem !== '' && file.url?.includes(stem)) return true
  if (file.media !== (order.kind === 'photo' ? 'photo' : 'video')) return false
  if (order.lens !== 'both' && file.lens !== null && file.lens !== order.lens) return false
  const isOfAlarm = file.alarmAt !== null && order.kind !== 'upload'
  return !isOfAlarm && file.at !== null && Date.parse(file.at) >= order.askedAt.getTime() - CLOCK_SLACK_MS
}

function toOrder({ askedById, ...order }: OrderRecord, names: ReadonlyMap<string, string>): VideoOrder {
  const { id, kind, lens, seconds, fileName, state, fileKey } = order
  return {
    id,
    kind,
    lens,
    seconds,
    fileName,
    state,
    fileKey,
    momentAt: order.momentAt?.toISOString() ?? null,
    askedBy: names.get(askedById) ?? '',
    askedAt: order.askedAt.toISOString(),
    arrivedAt: order.arrivedAt?.toISOString() ?? null,
  }
}
