// Who may do what: the single rights, what each role has of them, and what can be given or taken beside the role.
// Where a right holds is the scope's business; whether an engine may be cut at a moment is command-safety.ts.

/** Every single right. `manage_people` and `manage_devices` reach no further than the person's scope. */
export const RIGHTS = [
  'send_commands',
  'cut_engine',
  'approve_cuts',
  'raw_commands',
  'watch_video',
  'export',
  'manage_fences',
  'share',
  'manage_devices',
  'manage_people',
] as const
export type Right = (typeof RIGHTS)[number]

/** Roles from the most to the least. */
export const ROLES = ['owner', 'distributor', 'dispatcher', 'viewer'] as const
export type RoleName = (typeof ROLES)[number]

/** What a role has unless it was taken from the person. */
const OF_ROLE: Readonly<Record<RoleName, readonly Right[]>> = {
  owner: RIGHTS,
  distributor: [
    'send_commands',
    'watch_video',
    'export',
    'manage_fences',
    'share',
    'manage_devices',
    'manage_people',
  ],
  dispatcher: ['send_commands', 'watch_video', 'export', 'manage_fences', 'share'],
  viewer: ['export'],
}

/** What a role can be given at most. Whoever only looks never acts on a vehicle, whatever is written. */
const AT_MOST: Readonly<Record<RoleName, readonly Right[]>> = {
  owner: RIGHTS,
  distributor: RIGHTS,
  dispatcher: RIGHTS.filter((right) => right !== 'manage_people'),
  viewer: ['watch_video', 'export', 'share'],
}

/** A person as far as rights go, as stored: words of other versions may stand among them. */
export type RightsHolder = { role: string; rights: readonly string[]; deniedRights: readonly string[] }

/** What a role has by itself. An unknown role has nothing. */
export function rightsOfRole(role: string): readonly Right[] {
  return isRole(role) ? OF_ROLE[role] : []
}

/** What a role can have at most. An unknown role can have nothing. */
export function rightsWithin(role: string): readonly Right[] {
  return isRole(role) ? AT_MOST[role] : []
}

/** The rights a person has now. An owner has all of them, and none can be taken. Unknown words give and take nothing. */
export function rightsOf({ role, rights, deniedRights }: RightsHolder): readonly Right[] {
  if (role === 'owner') return RIGHTS
  const own = rightsOfRole(role)
  return rightsWithin(role).filter(
    (right) => (own.includes(right) || rights.includes(right)) && !deniedRights.includes(right),
  )
}

/** Whether a word names a role. */
export function isRole(word: string): word is RoleName {
  return ROLES.some((role) => role === word)
}
