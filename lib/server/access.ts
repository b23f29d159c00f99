// Who may see what. The viewer is the only door to tenant data: every query function takes it first.

import type { Role } from './generated/prisma/enums'

/** A signed-in person as the data layer needs them. `scopePath` is a prefix of Account.path; "/" is the whole tenant. */
export type Viewer = {
  tenantId: string
  userId: string
  role: Role
  scopePath: string
}

/** Whether an account path lies inside the viewer's scope. Paths and scopes end in "/", so siblings never match by prefix. */
export function canSeeAccountPath(viewer: Viewer, accountPath: string): boolean {
  return accountPath.startsWith(viewer.scopePath)
}
