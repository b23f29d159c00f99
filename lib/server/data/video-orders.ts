// Photos, clips and recordings that cameras were asked for, as people may see them: of devices in their scope.

import 'server-only'
import { randomUUID } from 'node:crypto'
import {
  LENSES,
  type Lens,
  VIDEO_ORDER_KINDS,
  VIDEO_ORDER_STATES,
  type VideoOrderKind,
  type VideoOrderState,
} from '@/lib/domain/video'
import type { Viewer } from '../access'
import { db } from '../db'
import { visibleDevices } from './scope'

/** Something a camera was asked for. `momentAt` and `fileName` say which recording. */
export type OrderRecord = {
  id: string
  kind: VideoOrderKind
  lens: Lens
  seconds: number | null
  fileName: string | null
  momentAt: Date | null
  askedById: string
  askedAt: Date
  state: VideoOrderState
  arrivedAt: Date | null
  fileKey: string | null
}

export type NewOrder = Pick<OrderRecord, 'kind' | 'lens' | 'seconds' | 'fileName' | 'momentAt' | 'askedAt'>

const MAX_SHOWN = 30

/** Notes that a device obeyed an order. The device must be the viewer's: ask `getDevice` before. */
export async function storeOrder(viewer: Viewer, deviceId: string, order: NewOrder): Promise<string> {
  const id = randomUUID()
  const { tenantId, userId } = viewer
  await db().videoOrder.create({
    data: { tenantId, id, deviceId, ...order, askedById: userId, state: 'waiting' },
  })
  return id
}

/** The newest orders to a device in scope. */
export async function listOrders(viewer: Viewer, deviceId: string): Promise<OrderRecord[]> {
  const rows = await db().videoOrder.findMany({
    where: { tenantId: viewer.tenantId, deviceId, device: visibleDevices(viewer) },
    orderBy: [{ askedAt: 'desc' }, { id: 'asc' }],
    take: MAX_SHOWN,
  })
  return rows.map(({ kind, lens, state, ...row }) => ({
    ...row,
    kind: VIDEO_ORDER_KINDS.find((known) => known === kind) ?? 'photo',
    lens: LENSES.find((known) => known === lens) ?? 'front',
    state: VIDEO_ORDER_STATES.find((known) => known === state) ?? 'missing',
  }))
}

/** Notes what became of an order that still waits. */
export async function settleOrder(
  viewer: Viewer,
  orderId: string,
  outcome: { state: 'arrived'; arrivedAt: Date; fileKey: string } | { state: 'missing' },
): Promise<void> {
  await db().videoOrder.updateMany({
    where: {
      tenantId: viewer.tenantId,
      id: orderId,
      state: { not: 'arrived' },
      device: visibleDevices(viewer),
    },
    data: outcome,
  })
}
