// Who may see what. The viewer is the only door to tenant data: every query function takes it first.

import type { Role } from './generated/prisma/enums'

/**
 * A signed-in person as the data layer needs them. `scopePath` is an account path, or that of a vehicle group in one: see
 * lib/domain/scope-path.ts. "/" is the whole tenant.
 */
export type Viewer = {
  tenantId: string
  userId: string
  role: Role
  scopePath: string
}

/** Whether a device, by its own scope path, lies inside the viewer's. Paths end in "/", so siblings never match by prefix. */
export function canSeeDevice(viewer: Viewer, { scopePath }: { scopePath: string }): boolean {
  return scopePath.startsWith(viewer.scopePath)
}
