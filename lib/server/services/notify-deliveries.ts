// The log of deliveries for owners, a page at a time, and sending one again: tried at once, then like any other.

import {
  DELIVERY_PAGE,
  type DeliveriesPage,
  type DeliveriesQuery,
  type SendAgainProblem,
} from '@/lib/domain/api/notify-log'
import type { Viewer } from '../access'
import * as data from '../data/notify-deliveries'
import { ForbiddenError } from '../errors'
import { type Clock, systemClock } from '../live/clock'
import { wakeSender } from '../notify/notify'
import { requirePace } from './notify-settings'
import { pageOf, readCursor, timeCursor } from './page-cursors'

/** A page of the deliveries that fit, the newest first. @throws ForbiddenError, InvalidInputError for a cursor that is none */
export async function deliveriesPage(
  viewer: Viewer,
  { cursor, ...question }: DeliveriesQuery,
): Promise<DeliveriesPage> {
  const place = readCursor(timeCursor, cursor)
  const after = place && { createdAt: new Date(place[0]), id: place[1] }
  const rows = await data.listDeliveries(viewer, question, { after, limit: DELIVERY_PAGE + 1 })
  const { shown, next } = pageOf(rows, DELIVERY_PAGE, ({ createdAt, id }) => [Date.parse(createdAt), id])
  return { deliveries: shown, next }
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
