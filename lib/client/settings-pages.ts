// The pages of the settings, in their order, and who has them.

import type { Right, RoleName } from '@/lib/domain/rights'

const SETTINGS_PAGES = [
  { href: '/settings/preferences', word: 'preferences', owners: false },
  { href: '/settings/notifications', word: 'notifications', owners: false },
  { href: '/settings/security', word: 'security', owners: false },
  { href: '/settings/alarm-rules', word: 'alarmRules', owners: false, viewers: false },
  { href: '/settings/people', word: 'people', owners: false, right: 'manage_people' },
  { href: '/settings/api', word: 'api', owners: false, roles: ['owner', 'distributor'] },
  { href: '/settings/deliveries', word: 'deliveries', owners: true },
  { href: '/settings/connection', word: 'connection', owners: true },
  { href: '/settings/branding', word: 'branding', owners: true },
  { href: '/settings/explorer', word: 'explorer', owners: true },
  { href: '/settings/rejects', word: 'rejects', owners: true },
  { href: '/settings/commands', word: 'commands', owners: true },
  { href: '/settings/retention', word: 'retention', owners: true },
  { href: '/settings/trips', word: 'trips', owners: true },
  { href: '/settings/gaps', word: 'gaps', owners: true },
  { href: '/settings/audit', word: 'audit', owners: true },
] as const

export type SettingsPage = (typeof SETTINGS_PAGES)[number]

/** The pages a person has, by role and single rights, in the order of their bar. */
export function settingsPagesFor(role: RoleName, rights: readonly Right[]): readonly SettingsPage[] {
  return SETTINGS_PAGES.filter(
    (page) =>
      (role === 'owner' || !page.owners) &&
      !(role === 'viewer' && 'viewers' in page) &&
      (!('right' in page) || rights.includes(page.right)),
  )
}
