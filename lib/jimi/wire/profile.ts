// The two dialects of the vendor's interface. What differs between them is stated in the contract, field by field.

/** `ts`: the legacy TrackSolid service. `pro`: Tracksolid Pro. */
export const PROFILES = ['ts', 'pro'] as const
export type Profile = (typeof PROFILES)[number]

/** A value that is the same in both profiles, or one for each. */
export type PerProfile<T> = T | { ts: T; pro: T }

/**
 * How one connection speaks. `distanceUnit` fixes the unit of trip distances, on which the vendor's documents
 * disagree; `auto` reads it off each trip's own speed, and writes metres.
 */
export type Dialect = { profile: Profile; distanceUnit?: 'auto' | 'm' | 'km' }

/** The profile a stored text names; one this version does not know is spoken to as the present service. */
export function toProfile(text: string): Profile {
  return PROFILES.find((known) => known === text) ?? 'pro'
}
