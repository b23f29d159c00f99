'use server'

import { preferencesSchema } from '@/lib/domain/api/preferences'
import { setPreferences } from '@/lib/server/data/users'
import { log } from '@/lib/server/log'
import { forgetCachedUser, requireViewer } from '@/lib/server/session'

/** Whether it was stored; `problem` is a key of the messages at `preferences.problems`. */
export type SaveAnswer = { ok: true } | { ok: false; problem: 'zone' | 'failed' }

/** Stores how the reader sees quantities and times. */
export async function savePreferencesAction(input: unknown): Promise<SaveAnswer> {
  const viewer = await requireViewer()
  const parsed = preferencesSchema.safeParse(input)
  if (!parsed.success) {
    const isZone = parsed.error.issues.every(({ path }) => path[0] === 'timeZone')
    return { ok: false, problem: isZone ? 'zone' : 'failed' }
  }
  try {
    await setPreferences(viewer, parsed.data)
    forgetCachedUser(viewer.userId)
    return { ok: true }
  } catch (error) {
    log.error({ err: error }, 'preferences could not be stored')
    return { ok: false, problem: 'failed' }
  }
}
