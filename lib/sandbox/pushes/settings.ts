// What can be set on the sender of pushes, from the command line, by a test or at run time through the control door.

import { z } from 'zod'
import type { Profile } from '@/lib/jimi/wire/profile'
import { FLAWS } from './flaws'
import { defaultTopics, isTopic, type Topic } from './topics'

const share = z.number().min(0).max(1)

/** One receiver: what is posted there, and for whose devices. */
export const pushTargetSchema = z.strictObject({
  /** Root of the paths; `/pushgps` and so on are added, legacy messages go to it as it stands. */
  url: z.url({ protocol: /^https?$/ }).max(2000),
  /** Sent as `token` with hub pushes. */
  token: z.string().max(1000),
  /** Login whose devices, and those of accounts below it, are pushed; without it all devices. */
  account: z.string().min(1).max(100).optional(),
})
export type PushTarget = z.infer<typeof pushTargetSchema>

/** Every setting. Unknown names are refused, so that a typing slip is seen. */
export const pushSettingsSchema = z.strictObject({
  targets: z.array(pushTargetSchema).max(100),
  topics: z
    .array(z.custom<Topic>((name) => typeof name === 'string' && isTopic(name), 'no such topic'))
    .max(100),
  /** Nothing is made and nothing posted; what happens meanwhile is never pushed. */
  paused: z.boolean(),
  /** At most so many items a request. */
  batchSize: z.int().min(1).max(50),
  /** `data_list` in a form, as a real array in JSON, or as text within JSON. */
  body: z.enum(['form', 'json', 'jsonText']),
  /** An array; one object in place of it; or, for the two topics known to do so, the members without envelope. */
  envelope: z.enum(['list', 'object', 'bare']),
  alarmShape: z.enum(['jimi', 'flat', 'jtt']),
  /** Items a second over all targets: a cap, and with `fill` a goal. Null for as the world goes. */
  itemsPerS: z.number().min(0.1).max(1_000_000).nullable(),
  /** Reach `itemsPerS` by more positions and heartbeats than devices would send. */
  fill: z.boolean(),
  /** Share of the items that are posted twice. */
  duplicateRate: share,
  /** Share of the items that later ones overtake, and by how much. */
  disorderRate: share,
  disorderMs: z.int().min(0).max(600_000),
  /** Share of the items that a device keeps and sends late; its positions say so by `gpsMode` 1. */
  delayRate: share,
  delayMs: z.int().min(0).max(86_400_000),
  /** Share of the items beside which a spoiled copy is posted, and how it may be spoiled. */
  badRate: share,
  badKinds: z.array(z.enum(FLAWS)).min(1).max(FLAWS.length),
  /** Pauses before the second, third ... try of a post that was not answered with 200 and code 0. */
  retryMs: z.array(z.int().min(0).max(3_600_000)).max(1000),
  /** Posts under way at once, for each target. */
  concurrency: z.int().min(1).max(256),
  timeoutMs: z.int().min(100).max(600_000),
  /** Items kept for a target that is slow or away; beyond that the oldest are dropped. */
  maxQueued: z.int().min(100).max(5_000_000),
  /** Items that could not be posted for so long are dropped. */
  maxAgeMs: z.int().min(1000).max(86_400_000),
  /** What the log says of an acknowledged item beside its identity: its JSON, a SHA-1 of that, or nothing. */
  logForm: z.enum(['wire', 'digest', 'id']),
})
export type PushSettings = z.infer<typeof pushSettingsSchema>

/** What `POST /control/pushes` takes: changed settings, and `burst`, so many items to be posted at once. */
export const pushOrderSchema = pushSettingsSchema.partial().extend({
  burst: z.int().min(1).max(1_000_000).optional(),
})
export type PushOrder = z.infer<typeof pushOrderSchema>

/** What a profile begins with, without any receiver. */
export function defaultPushSettings(profile: Profile): PushSettings {
  return {
    targets: [],
    topics: [...defaultTopics(profile)],
    paused: false,
    batchSize: 50,
    body: 'form',
    envelope: 'list',
    alarmShape: 'jimi',
    itemsPerS: null,
    fill: false,
    duplicateRate: 0,
    disorderRate: 0,
    disorderMs: 5000,
    delayRate: 0,
    delayMs: 60_000,
    badRate: 0,
    badKinds: [...FLAWS],
    retryMs: [5000, 30_000, 120_000],
    concurrency: 8,
    timeoutMs: 10_000,
    maxQueued: 100_000,
    maxAgeMs: 300_000,
    logForm: 'wire',
  }
}
