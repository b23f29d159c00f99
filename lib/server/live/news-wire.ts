// Live news as messages between processes: split so that none is large, and read back with care, since another process
// may run another version. It knows nothing of how they travel.

import { z } from 'zod'
import type { LiveAlarm } from '@/lib/domain/live-frame'
import type { LiveNews } from './live-bus'
import type { StatePatch } from './state-patch'

const PATCHES_AT_ONCE = 250
const ALARMS_AT_ONCE = 100
/** A patch has some 600 characters, an address included; more than this for a whole message is not ours. */
const MAX_CHARS = 1_000_000

/** News as messages, none with more than a few hundred rows. */
export function encodeNews({ patches, alarms }: Omit<LiveNews, 'tenantId'>): string[] {
  const messages: string[] = []
  // Alarms first: they are what people wait for.
  for (let start = 0; start < alarms.length; start += ALARMS_AT_ONCE)
    messages.push(JSON.stringify({ patches: [], alarms: alarms.slice(start, start + ALARMS_AT_ONCE) }))
  for (let start = 0; start < patches.length; start += PATCHES_AT_ONCE)
    messages.push(JSON.stringify({ patches: patches.slice(start, start + PATCHES_AT_ONCE), alarms: [] }))
  return messages
}

/** What a message says of a tenant; null if it cannot be read. What it lacks is in storage. */
export function decodeNews(tenantId: string, message: string): LiveNews | null {
  if (message.length > MAX_CHARS) return null
  try {
    const parsed = newsSchema.safeParse(JSON.parse(message))
    return parsed.success ? { tenantId, ...parsed.data } : null
  } catch {
    return null
  }
}

// Only processes with our master key know the channel. This keeps out another version's message, not an enemy's.
const patchHead = z.looseObject({ deviceId: z.string(), receivedAtMs: z.number() })
const alarmHead = z.looseObject({ id: z.string(), deviceId: z.string(), startedAtMs: z.number() })
const newsSchema = z.object({
  patches: z.array(z.custom<StatePatch>((value) => patchHead.safeParse(value).success)).max(PATCHES_AT_ONCE),
  alarms: z.array(z.custom<LiveAlarm>((value) => alarmHead.safeParse(value).success)).max(ALARMS_AT_ONCE),
})
