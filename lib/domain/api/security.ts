// What the security settings show: sessions, the second factor, and for owners whom it is demanded of. Types only; digests and
// secrets never leave the server, but for what an authenticator app needs, while it is set up.

import type { RoleName } from '../rights'

/** A QR code as one SVG path over modules of size 1, its quiet zone included. */
export type QrCode = { size: number; path: string }

/** What an authenticator app needs: the key to type, in groups of four, or to scan. */
export type Enrolment = { key: string; qr: QrCode }

/** One place where the person is signed in. Times are ISO 8601; `browser` and `system` are names, null for unknown. */
export type SessionEntry = {
  id: string
  isThis: boolean
  createdAt: string
  lastSeenAt: string
  address: string | null
  browser: string | null
  system: string | null
}

/** Of a role, how many people there are and how many of them have no second factor. */
export type RoleFactors = { role: RoleName; people: number; without: number }

/** GET /api/security. `demand` is null for who may not change it. */
export type SecurityOverview = {
  email: string
  sessions: SessionEntry[]
  factor: { confirmedAt: string | null; codesLeft: number; isDemanded: boolean }
  demand: { roles: RoleName[]; people: RoleFactors[] } | null
}
