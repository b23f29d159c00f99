// How long telemetry is kept: what may be chosen, and how it is read from what people type; and how long records of what is over.

/** A kind of telemetry with the days it is kept by default, and those chosen instead, or null. */
export type RetentionKind = { kind: string; defaultDays: number; days: number | null }

/** Records of work on devices and of views of customers are kept so long after they ended. */
export const KEEP_ENDED_DAYS = 90

/** Ten years. */
export const MAX_KEEP_DAYS = 3650

/** Days as typed: a number of whole days, null for the default when nothing is typed, undefined for anything else. */
export function readKeepDays(text: string): number | null | undefined {
  const typed = text.trim()
  if (typed === '') return null
  if (!/^\d{1,4}$/.test(typed)) return undefined
  const days = Number(typed)
  return days >= 1 && days <= MAX_KEEP_DAYS ? days : undefined
}

/** Whether less is kept than until now, so that what is there is deleted. */
export function isShortened({ defaultDays, days }: RetentionKind, next: number | null): boolean {
  return (next ?? defaultDays) < (days ?? defaultDays)
}
