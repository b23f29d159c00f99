// Which fences a map has to draw. A tenant may have ten thousand: their outlines are read once and kept until one changes.

import 'server-only'
import { type FenceArea, MAX_FENCES_ON_MAP } from '@/lib/domain/api/fences'
import { type GeoBox, prepareShape } from '@/lib/domain/geofence-geometry'
import type { Viewer } from '../access'
import { type FenceOutline, fenceVersion, listFenceOutlines } from '../data/fences'
import { singleton } from '../singleton'

type Boxed = { fence: FenceOutline; box: GeoBox; sizeDeg: number }
type Kept = { version: string; fences: Promise<Boxed[]> }

/** Scopes whose outlines are kept at once. */
const MAX_KEPT = 20

/** The fences of the viewer's scope whose boxes meet `box`, the largest first. */
export async function listFenceArea(viewer: Viewer, box: GeoBox): Promise<FenceArea> {
  const all = await outlinesOf(viewer)
  const met = all.filter((each) => meets(each.box, box))
  return {
    fences: met.slice(0, MAX_FENCES_ON_MAP).map(({ fence }) => fence),
    hasMore: met.length > MAX_FENCES_ON_MAP,
  }
}

/** `west,south,east,north` in degrees; null for anything else. */
export function readBox(text: string | null): GeoBox | null {
  const numbers = (text ?? '').split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  const [west = 0, south = 0, east = 0, north = 0] = numbers
  const isBox = numbers.length === 4 && numbers.every(Number.isFinite) && west <= east && south <= north
  return isBox ? { west, south, east, north } : null
}

async function outlinesOf(viewer: Viewer): Promise<Boxed[]> {
  const kept = singleton('fence-outlines', () => new Map<string, Kept>())
  const key = `${viewer.tenantId} ${viewer.scopePath}`
  const version = await fenceVersion(viewer)
  const known = kept.get(key)
  if (known?.version === version) return known.fences
  const fences = listFenceOutlines(viewer).then(boxed)
  kept.delete(key)
  kept.set(key, { version, fences })
  // What failed is not kept.
  fences.catch(() => kept.delete(key))
  const [oldest] = kept.keys()
  if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest)
  return fences
}

function boxed(fences: readonly FenceOutline[]): Boxed[] {
  return fences
    .map((fence) => {
      const { box } = prepareShape(fence.shape)
      return { fence, box, sizeDeg: Math.max(box.north - box.south, box.east - box.west) }
    })
    .toSorted((a, b) => b.sizeDeg - a.sizeDeg)
}

/** Whether two boxes meet, on whichever turn of the earth they are told. */
function meets(a: GeoBox, b: GeoBox): boolean {
  if (a.south > b.north || a.north < b.south) return false
  return [-360, 0, 360].some((turn) => a.west + turn <= b.east && a.east + turn >= b.west)
}
