import type { Preferences } from '@/lib/domain/preferences'

/** Who is signed in, as the shell shows them. */
export type ShellPerson = {
  name: string
  email: string
  tenantName: string
  role: 'owner' | 'distributor' | 'dispatcher' | 'viewer'
  preferences: Preferences
}
