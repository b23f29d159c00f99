// Fences as features of the map. Corridors are lines as wide as they are on earth, which the map draws by itself.

import type { Feature, FeatureCollection } from 'geojson'
import type { FenceShape } from '@/lib/domain/geofence'
import { pointsOfShape } from '@/lib/domain/geofence'
import { geometryOf } from '@/lib/domain/geofence-geojson'

export type MapFence = { id: string; shape: FenceShape; color: string; name?: string; isEnabled?: boolean }

/** Metres a pixel shows at zoom 0 on the equator, with tiles of 512 px. */
const METRES_PER_PIXEL = 78_271.517

/** Fences to draw; the chosen one says so. */
export function fenceFeatures(fences: readonly MapFence[], selectedId: string | null): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: fences.map((fence) => featureOf(fence, fence.id === selectedId)),
  }
}

function featureOf(
  { id, shape, color, name = '', isEnabled = true }: MapFence,
  isSelected: boolean,
): Feature {
  const geometry = geometryOf(shape)
  const px0 = shape.kind === 'corridor' ? widthAtZoom0(shape.widthM, pointsOfShape(shape)[0]?.lat ?? 0) : 0
  return {
    type: 'Feature',
    properties: { fenceId: id, name, color, isSelected, isEnabled, px0 },
    geometry:
      geometry.type === 'Polygon'
        ? { type: 'Polygon', coordinates: geometry.coordinates.map((ring) => ring.map((at) => [...at])) }
        : { type: 'LineString', coordinates: geometry.coordinates.map((at) => [...at]) },
  }
}

function widthAtZoom0(widthM: number, lat: number): number {
  return widthM / (METRES_PER_PIXEL * Math.cos((lat * Math.PI) / 180))
}
