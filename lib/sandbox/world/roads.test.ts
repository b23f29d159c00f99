import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { distanceM, type LatLng } from './geo'
import { REGIONS } from './regions/regions'
import { buildRoadNetwork } from './roads'
import { createTerritories } from './territory'

type Ring = [number, number][]
type Land = { features: { geometry: { type: string; coordinates: unknown } }[] }

// Natural Earth land at 1:10 million, as the npm package world-atlas ships it.
const require = createRequire(import.meta.url)
const topology = require('world-atlas/land-10m.json')
const { feature } = require('topojson-client')
const isLand = landTest(feature(topology, topology.objects.land) as Land)

/** Widest water a road may cross: estuaries and rivers with real bridges, on a coast line that is coarse itself. */
const BRIDGE_M = 4000

test('the land test knows Porto from the Atlantic and Huizhou from the South China Sea', () => {
  expect([isLand({ lat: 41.16, lng: -8.61 }), isLand({ lat: 41.16, lng: -9 })]).toEqual([true, false])
  expect([isLand({ lat: 23.09, lng: 114.41 }), isLand({ lat: 22, lng: 114.8 })]).toEqual([true, false])
})

test.each(REGIONS)('roads of $key stay on land but for bridges', (region) => {
  const network = buildRoadNetwork(region)
  const [home] = region.depots
  for (const town of Object.keys(region.towns)) {
    expect(longestWaterM(network.pathBetween(home ?? '', town)), town).toBeLessThan(BRIDGE_M)
  }
})

test.each(REGIONS)('places to stop in $key stand on land', (region) => {
  const territoryOf = createTerritories()
  for (let depot = 0; depot < region.depots.length; depot++) {
    for (const work of ['city', 'scooter', 'regional', 'haul', 'asset'] as const) {
      for (const stop of territoryOf(region.key, depot, work).stops) {
        const near = [
          stop.gate,
          ...[-0.01, 0.01].map((east) => ({ ...stop.gate, lng: stop.gate.lng + east })),
        ]
        expect(near.some(isLand), stop.key).toBe(true)
      }
    }
  }
})

function longestWaterM(path: readonly LatLng[]): number {
  let longest = 0
  let wet = 0
  path.forEach((point, i) => {
    const last = path[i - 1]
    wet = last && !isLand(point) ? wet + distanceM(last, point) : 0
    longest = Math.max(longest, wet)
  })
  return longest
}

/** Even-odd test over all rings, with their edges sorted into bands of latitude. */
function landTest(land: Land): (at: LatLng) => boolean {
  const BAND = 0.05
  const bands = new Map<number, [number, number, number, number][]>()
  const rings = land.features.flatMap(({ geometry }) =>
    geometry.type === 'Polygon'
      ? (geometry.coordinates as Ring[])
      : (geometry.coordinates as Ring[][]).flat(),
  )
  for (const ring of rings) {
    ring.forEach(([x, y], i) => {
      const [lastX, lastY] = ring[i - 1] ?? [x, y]
      const top = Math.floor(Math.max(y, lastY) / BAND)
      for (let band = Math.floor(Math.min(y, lastY) / BAND); band <= top; band++) {
        bands.set(band, [...(bands.get(band) ?? []), [lastX, lastY, x, y]])
      }
    })
  }
  return ({ lat, lng }) =>
    (bands.get(Math.floor(lat / BAND)) ?? []).filter(
      ([x1, y1, x2, y2]) => y1 > lat !== y2 > lat && lng < x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1),
    ).length %
      2 ===
    1
}
