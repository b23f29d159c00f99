// The health of a connection to the vendor, in words a dispatcher can act on.

/**
 * `resting`: nobody watches, so we do not poll. `unreachable`: no answer. `slow`: answers take too long.
 * `limited`: the vendor's quota (1005, 1006). `garbled`: an answer we cannot read. `app_key`: key or secret refused.
 * `region`: the key is not known at this address. `password`: account or password refused. `busy`: the vendor says -1/1100.
 * `clock`: our time was refused, and the vendor's could not be learned.
 */
export const UPSTREAM_HEALTH_KINDS = [
  'unknown',
  'ok',
  'resting',
  'unreachable',
  'slow',
  'limited',
  'garbled',
  'app_key',
  'region',
  'password',
  'busy',
  'clock',
  'error',
] as const
export type UpstreamHealthKind = (typeof UPSTREAM_HEALTH_KINDS)[number]

export type UpstreamHealth = {
  connectionId: string
  name: string
  kind: UpstreamHealthKind
  /** When the present kind began, ms since epoch. */
  sinceMs: number
  /** When the vendor last answered well, ms since epoch; null when never. */
  lastSuccessAtMs: number | null
}

/** Whether people should be told: anything but working, resting or not tried yet. */
export function isUpstreamTrouble(kind: UpstreamHealthKind): boolean {
  return kind !== 'ok' && kind !== 'resting' && kind !== 'unknown'
}
