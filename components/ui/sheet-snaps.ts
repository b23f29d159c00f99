export const SHEET_SNAPS = ['peek', 'half', 'full'] as const
export type SheetSnap = (typeof SHEET_SNAPS)[number]

const PEEK_PX = 136
const TOP_GAP_PX = 60

/** Height of a sheet at rest in an element of the given height. Follows the CSS of BottomSheet. */
export function snapHeightPx(snap: SheetSnap, roomPx: number): number {
  if (snap === 'peek') return PEEK_PX
  return snap === 'half' ? roomPx * 0.52 : roomPx - TOP_GAP_PX
}

/** The snap whose height is closest to where the finger let go. */
export function nearestSnap(heightPx: number, roomPx: number): SheetSnap {
  const distance = (snap: SheetSnap) => Math.abs(snapHeightPx(snap, roomPx) - heightPx)
  return SHEET_SNAPS.reduce((best, snap) => (distance(snap) < distance(best) ? snap : best))
}

/** Where a key moves the sheet; null for keys that do not. */
export function stepSnap(snap: SheetSnap, key: string): SheetSnap | null {
  const at = SHEET_SNAPS.indexOf(snap)
  if (key === 'ArrowUp') return SHEET_SNAPS[at + 1] ?? snap
  if (key === 'ArrowDown') return SHEET_SNAPS[at - 1] ?? snap
  if (key === 'Home') return 'full'
  return key === 'End' ? 'peek' : null
}
