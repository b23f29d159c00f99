// Who may do what with cameras. Watching a driver live costs data and reaches into somebody's privacy, so that it is a right of
// its own; whoever has it not sees what is stored already.

import type { Viewer } from '../access'
import { assertMay, mayDo } from '../rights'

/** Whether the viewer may watch live, order pictures and play recordings. */
export function mayWatch(viewer: Viewer): Promise<boolean> {
  return mayDo(viewer, 'watch_video')
}

/** @throws ForbiddenError unless the viewer may. */
export function assertMayWatch(viewer: Viewer): Promise<void> {
  return assertMay(viewer, 'watch_video')
}

/** Whether the viewer may set how long streams run. */
export function maySetLimit(viewer: Viewer): boolean {
  return viewer.role === 'owner'
}
