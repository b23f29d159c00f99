// The log of deliveries for owners, a page at a time, and sending one again: tried at once, then like any other.

import {
  DELIVERY_PAGE,
  type DeliveriesPage,
  type DeliveriesQuery,
  type DeliveryRow,
  type SendAgainProblem,
} from '@/lib/domain/api/notify-log'
import type { Viewer } from '../access'
import { isUuid } from '../data/ids'
import * as data from '../data/notify-deliveries'
import { ForbiddenError, InvalidInputError } from '../errors'
import { type Clock, systemClock } from '../live/clock'
import { wakeSender } from '../notify/notify'
import { requirePace } from './notify-settings'

/** A page of the deliveries that fit, the newest first. @throws ForbiddenError, InvalidInputError for a cursor that is none */
export async function deliveriesPage(
  viewer: Viewer,
  { cursor, ...question }: DeliveriesQuery,
): Promise<DeliveriesPage> {
  const after = cursor === undefined ? null : readCursor(cursor)
  const rows = await data.listDeliveries(viewer, question, { after, limit: DELIVERY_PAGE + 1 })
  const deliveries = rows.slice(0, DELIVERY_PAGE)
  const last = deliveries.at(-1)
  return { deliveries, next: rows.length > DELIVERY_PAGE && last !== undefined ? cursorOf(last) : null }
}

/**
 * Has a delivery sent again; its address is judged again when it leaves. Answers why not, or null.
 * @throws ForbiddenError, NotFoundError, TooManyRequestsError
 */
export async function sendAgain(
  viewer: Viewer,
  id: string,
  clock: Clock = systemClock,
): Promise<SendAgainProblem | null> {
  if (viewer.role !== 'owner') throw new ForbiddenError()
  await requirePace(viewer, 'notify-again')
  const problem = await data.sendAgain(viewer, id, new Date(clock.now()))
  if (problem === null) wakeSender()
  return problem
}

function cursorOf({ createdAt, id }: DeliveryRow): string {
  return `${Date.parse(createdAt)}_${id}`
}

function readCursor(text: string): data.DeliveryPlace {
  const [, ms = '', id = ''] = /^(\d{1,15})_(.{36})$/.exec(text) ?? []
  const createdAt = new Date(Number(ms))
  if (!isUuid(id) || Number.isNaN(createdAt.getTime()))
    throw new InvalidInputError('"cursor" is none of ours.')
  return { createdAt, id }
}
