// Who may do what with cameras. Watching a driver live costs data and reaches into somebody's privacy, so that it is for those
// who act on it; whoever only looks (role `viewer`) sees what is stored already.

import type { Viewer } from '../access'
import { ForbiddenError } from '../errors'

/** Whether the viewer may watch live, order pictures and play recordings. */
export function mayWatch(viewer: Viewer): boolean {
  return viewer.role !== 'viewer'
}

/** @throws ForbiddenError unless the viewer may. */
export function assertMayWatch(viewer: Viewer): void {
  if (!mayWatch(viewer)) throw new ForbiddenError()
}

/** Whether the viewer may set how long streams run. */
export function maySetLimit(viewer: Viewer): boolean {
  return viewer.role === 'owner'
}
