'use server'

import { preferencesSchema } from '@/lib/domain/api/preferences'
import { LOCALES } from '@/lib/domain/locales'
import { setLocale, setPreferences } from '@/lib/server/data/users'
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

/** Stores the language the reader wants; false when that did not work. */
export async function saveLanguageAction(input: unknown): Promise<boolean> {
  const viewer = await requireViewer()
  const locale = LOCALES.find((each) => each === input)
  if (locale === undefined) return false
  try {
    await setLocale(viewer, locale)
    forgetCachedUser(viewer.userId)
    return true
  } catch (error) {
    log.error({ err: error }, 'a language could not be stored')
    return false
  }
}
