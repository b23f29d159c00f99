// Which of many fences may be near a point: a tree over their boxes, built once whenever the fences change.

import Flatbush from 'flatbush'
import type { LatLng } from './gcj02'
import { type GeoBox, widened } from './geofence-geometry'

/** Finds the numbers of boxes that hold a point. */
export type FenceIndex = { search(point: LatLng): number[] }

/** An index over boxes, each widened by `marginM`. Numbers are places in `boxes`; none is given twice. */
export function createFenceIndex(boxes: readonly GeoBox[], marginM: number): FenceIndex {
  if (boxes.length === 0) return { search: () => [] }
  const wide = boxes.map((box) => widened(box, marginM))
  // Where a box goes beyond the 180th meridian, it stands on the other side as well.
  const entries = wide.flatMap((box, number) => copiesOf(box).map((copy) => ({ number, copy })))
  const tree = new Flatbush(entries.length)
  for (const { copy } of entries) tree.add(copy.west, copy.south, copy.east, copy.north)
  tree.finish()
  return {
    search: ({ lat, lng }) => {
      const found = tree.search(lng, lat, lng, lat).map((at) => entries[at]?.number ?? 0)
      return found.length > 1 ? [...new Set(found)] : found
    },
  }
}

function copiesOf(box: GeoBox): GeoBox[] {
  const copies = [box]
  if (box.east > 180) copies.push({ ...box, west: box.west - 360, east: box.east - 360 })
  if (box.west < -180) copies.push({ ...box, west: box.west + 360, east: box.east + 360 })
  return copies
}
