// Milepost's own answers about alarm rules and notifications, as the browser reads them, and what a notification holds. Times
// are ISO 8601 UTC.

import { z } from 'zod'
import { MAX_RULES, RULE_ROLES, ruleDefinitionSchema, ruleDraftSchema } from '../alarm-rules'
import { ownQuietSchema } from '../alarm-rules-hours'
import { ALARM_CATEGORIES, ALARM_SEVERITIES } from '../alarm-severity'
import { MAX_FENCES_SHOWN } from '../fence-limits'

export const NOTIFY_WAYS = ['app', 'push', 'mail', 'webhook'] as const
export type NotifyWay = (typeof NOTIFY_WAYS)[number]
/** waiting: to be sent, or tried again. failed: given up. dropped: quiet hours, or nobody there any more. */
export const NOTICE_STATUSES = ['waiting', 'delivered', 'failed', 'dropped'] as const
export type NoticeStatus = (typeof NOTICE_STATUSES)[number]

/** What a notification tells: the alarm as it was when the rule fired. Also the body of a webhook. */
export const noticeSchema = z.object({
  isTest: z.boolean(),
  /** Null for a test. */
  rule: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  alarm: z.object({
    id: z.uuid(),
    code: z.string(),
    name: z.string(),
    /** After the rule. */
    severity: z.enum(ALARM_SEVERITIES),
    startedAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
    lat: z.number().nullable(),
    lng: z.number().nullable(),
    speedKph: z.number().nullable(),
    fence: z.string().nullable(),
    address: z.string().nullable(),
  }),
  vehicle: z.object({ id: z.uuid(), imei: z.string(), name: z.string(), plate: z.string().nullable() }),
  /** The rule's zone, for recipients that have none of their own. */
  timeZone: z.string(),
})
export type Notice = z.infer<typeof noticeSchema>

/** More people, accounts or receivers than any form offers. */
const MAX_CHOICES = 5_000

const namedSchema = z.object({ id: z.uuid(), name: z.string() })

/** A rule as it is listed. `definition` is the owner's alone; others get what it says in words. */
export const ruleRowSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  enabled: z.boolean(),
  updatedAt: z.iso.datetime(),
  definition: ruleDefinitionSchema.nullable(),
  summary: z.object({
    kinds: z.array(z.string()).max(500).nullable(),
    severities: z.array(z.enum(ALARM_SEVERITIES)).max(3),
    /** Names in the viewer's scope, the first few; `vehicleCount` counts all. Null for all vehicles. */
    vehicles: z.array(z.string()).max(20).nullable(),
    vehicleCount: z.number(),
    fences: z.array(z.string()).max(20).nullable(),
    hasHours: z.boolean(),
    minDurationS: z.number(),
    severity: z.enum(ALARM_SEVERITIES).nullable(),
    recipientCount: z.number(),
    roles: z.array(z.enum(RULE_ROLES)).max(4),
    ways: z.array(z.enum(NOTIFY_WAYS)).max(4),
    hasQuiet: z.boolean(),
  }),
})
export type RuleRow = z.infer<typeof ruleRowSchema>

/** GET /api/notify/rules: in their order. */
export const rulesSchema = z.object({
  rules: z.array(ruleRowSchema).max(MAX_RULES),
  canEdit: z.boolean(),
})
export type Rules = z.infer<typeof rulesSchema>

/** GET /api/notify/choices: what the form of a rule offers. Owners only. */
export const ruleChoicesSchema = z.object({
  kinds: z
    .array(z.object({ code: z.string(), name: z.string(), category: z.enum(ALARM_CATEGORIES) }))
    .max(2_000),
  devices: z.array(namedSchema.extend({ plate: z.string().nullable(), imei: z.string() })).max(MAX_CHOICES),
  accounts: z.array(namedSchema).max(MAX_CHOICES),
  fences: z.array(namedSchema).max(MAX_FENCES_SHOWN),
  users: z
    .array(z.object({ id: z.uuid(), name: z.string(), email: z.string(), role: z.enum(RULE_ROLES) }))
    .max(MAX_CHOICES),
  webhooks: z.array(namedSchema).max(100),
  canMail: z.boolean(),
})
export type RuleChoices = z.infer<typeof ruleChoicesSchema>

/** POST /api/notify/preview: what a rule would have told of in the last seven days. */
export const previewQuerySchema = z.strictObject({ draft: ruleDraftSchema })
export const MAX_PREVIEW_SHOWN = 50
export const previewSchema = z.object({
  /** Times it would have fired, and those it would have kept quiet about as too soon after another. */
  count: z.number(),
  throttled: z.number(),
  /** Alarms looked at; true when there were more than are looked at. */
  looked: z.number(),
  isCut: z.boolean(),
  /** The newest first. */
  alarms: z
    .array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        severity: z.enum(ALARM_SEVERITIES),
        startedAt: z.iso.datetime(),
        vehicle: z.string(),
      }),
    )
    .max(MAX_PREVIEW_SHOWN),
})
export type RulePreview = z.infer<typeof previewSchema>

export const pushKeysSchema = z.strictObject({
  endpoint: z.url().max(2_000),
  p256dh: z.string().regex(/^[\w-]{80,100}=*$/),
  auth: z.string().regex(/^[\w-]{16,40}=*$/),
  label: z.string().trim().max(80),
})
export type PushSubscriptionDraft = z.infer<typeof pushKeysSchema>

/** What a person wants for themselves. */
export const notifySettingSchema = z.strictObject({ mail: z.boolean(), quiet: ownQuietSchema.nullable() })
export type NotifySettingDraft = z.infer<typeof notifySettingSchema>

/** How mail stands: it can be sent, or what is missing. */
export const MAIL_STATES = ['ready', 'no_server', 'no_sender'] as const

export const deliverySchema = z.object({
  id: z.uuid(),
  way: z.enum(NOTIFY_WAYS),
  status: z.enum(NOTICE_STATUSES),
  attempts: z.number(),
  lastWords: z.string().nullable(),
  createdAt: z.iso.datetime(),
  settledAt: z.iso.datetime().nullable(),
  nextAttemptAt: z.iso.datetime(),
  notice: noticeSchema,
})
export type Delivery = z.infer<typeof deliverySchema>

export const webhookRowSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  url: z.string(),
  enabled: z.boolean(),
  createdAt: z.iso.datetime(),
  deliveries: z.array(deliverySchema).max(5),
})
export type WebhookRow = z.infer<typeof webhookRowSchema>

/** GET /api/notify/settings: a person's own, and for owners the tenant's. */
export const notifySettingsSchema = z.object({
  setting: notifySettingSchema,
  email: z.string(),
  mailState: z.enum(MAIL_STATES),
  /** Whether mails can say where to click. */
  hasPublicUrl: z.boolean(),
  /** For PushManager.subscribe. */
  pushPublicKey: z.string(),
  browsers: z
    .array(
      z.object({
        id: z.uuid(),
        label: z.string(),
        /** SHA-256 of its endpoint, hex, by which a browser knows itself. */
        endpointHash: z.string(),
        createdAt: z.iso.datetime(),
        lastSentAt: z.iso.datetime().nullable(),
      }),
    )
    .max(50),
  /** The newest first. */
  notices: z.array(deliverySchema.extend({ readAt: z.iso.datetime().nullable() })).max(50),
  unread: z.number(),
  /** Null for those who may not see them. */
  webhooks: z.array(webhookRowSchema).max(100).nullable(),
  /** The tenant's mails that were given up or wait for another try. Null for those who may not see them. */
  mailTrouble: z
    .array(deliverySchema.extend({ recipient: z.string() }))
    .max(10)
    .nullable(),
})
export type NotifySettings = z.infer<typeof notifySettingsSchema>
