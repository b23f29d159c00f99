import type { Preferences } from '@/lib/domain/preferences'
import type { Right } from '@/lib/domain/rights'

/** Who is signed in, as the shell shows them. */
export type ShellPerson = {
  name: string
  email: string
  tenantName: string
  role: 'owner' | 'distributor' | 'dispatcher' | 'viewer'
  /** What the role brings, and what was given or taken beside it. */
  rights: readonly Right[]
  preferences: Preferences
}
