import type { AccountObstacle } from '@/lib/domain/account'
import type { AccountNode } from '@/lib/domain/api/accounts'

/** How far a pressed pointer goes before it drags: a hand is never quite still. */
const DRAG_FROM_PX = 5
/** So near to its edge a list begins to scroll, and so fast it does at the edge itself. */
const EDGE_PX = 48
const TOP_SPEED_PX = 14

export type Point = { x: number; y: number }

/** Whether a pointer that was pressed at one place drags by now. */
export function isDragged(from: Point, to: Point): boolean {
  return Math.hypot(to.x - from.x, to.y - from.y) >= DRAG_FROM_PX
}

/** Dragging a chosen device takes along all that are chosen; another one goes alone. */
export function draggedIds(id: string, chosen: ReadonlySet<string>): string[] {
  return chosen.has(id) ? [...chosen] : [id]
}

/** How far a list scrolls for one frame with the pointer at `y`, in pixels; the nearer to an edge, the faster. */
export function scrollStepPx(y: number, { top, bottom }: { top: number; bottom: number }): number {
  if (y < top || y > bottom) return 0
  const [above, below] = [y - top, bottom - y]
  const nearness = Math.max(0, 1 - Math.min(above, below) / EDGE_PX)
  return Math.sign(above - below) * Math.ceil(nearness * TOP_SPEED_PX)
}

/** Why devices cannot be moved to an account. */
export type MoveObstacle = AccountObstacle | 'here'

/** What is known already against moving devices to an account; the preview knows the rest. `from` are their accounts, where known. */
export function moveObstacle(
  { id, obstacle }: Pick<AccountNode, 'id' | 'obstacle'>,
  from: readonly (string | undefined)[],
): MoveObstacle | null {
  if (obstacle !== null) return obstacle
  return from.length > 0 && from.every((accountId) => accountId === id) ? 'here' : null
}
