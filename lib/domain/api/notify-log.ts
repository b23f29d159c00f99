// The log of notifications that leave Milepost, as owners read it: what was sent where, how each try went. Times are ISO 8601 UTC.

import { z } from 'zod'

/** The ways that leave Milepost; the list in the app is no sending. */
export const LOGGED_WAYS = ['webhook', 'mail', 'push'] as const
export type LoggedWay = (typeof LOGGED_WAYS)[number]

/**
 * waiting: not tried yet. retrying: tried, and to be tried again. delivered. failed: given up. dropped: quiet hours, or nobody
 * there any more.
 */
export const DELIVERY_STATES = ['waiting', 'retrying', 'delivered', 'failed', 'dropped'] as const
export type DeliveryState = (typeof DELIVERY_STATES)[number]

/** Deliveries of a page. */
export const DELIVERY_PAGE = 25
/** The log is kept for so many days after the last try. */
export const LOG_KEEP_DAYS = 90
/** Tries shown of one delivery, the newest. */
export const MAX_TRIES_SHOWN = 50

/** GET /api/notify/deliveries. `cursor` is what the page before answered; `receiver` narrows webhooks to one. */
export const deliveriesQuerySchema = z.strictObject({
  way: z.enum(LOGGED_WAYS).default('webhook'),
  receiver: z.uuid().optional(),
  state: z.enum(DELIVERY_STATES).optional(),
  cursor: z.string().max(100).optional(),
})
export type DeliveriesQuery = z.infer<typeof deliveriesQuerySchema>

/** One delivery. `to` is a receiver's name, a mail address, or the person whose browser it is; null for who is gone. */
export type DeliveryRow = {
  /** Also the id of the message, `webhook-id`. */
  id: string
  way: LoggedWay
  to: string | null
  state: DeliveryState
  isTest: boolean
  /** What it told of; the rule is null for a test. */
  alarm: string
  vehicle: string
  rule: string | null
  createdAt: string
  settledAt: string | null
  /** Null when nothing more is to be tried. */
  nextAttemptAt: string | null
  attempts: number
  /** What the last try was answered, where it was HTTP. */
  httpStatus: number | null
  lastWords: string | null
}

export type DeliveriesPage = { deliveries: DeliveryRow[]; next: string | null }

export type DeliveryTry = {
  attempt: number
  at: string
  outcome: 'delivered' | 'later' | 'failed' | 'gone'
  httpStatus: number | null
  words: string
}

/** GET /api/notify/deliveries/ID */
export type DeliveryDetail = {
  delivery: DeliveryRow
  /** What was posted, exactly as it was signed; null for other ways, and before the first try. */
  body: string | null
  askedAgainAt: string | null
  /** The newest first, MAX_TRIES_SHOWN at most. */
  tries: DeliveryTry[]
}

/** Why something is not sent again; the page has words for each. */
export const SEND_AGAIN_PROBLEMS = ['under_way', 'receiver_gone', 'receiver_off', 'not_again'] as const
export type SendAgainProblem = (typeof SEND_AGAIN_PROBLEMS)[number]
