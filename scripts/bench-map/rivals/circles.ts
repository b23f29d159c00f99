// As many points as plainly as the library can draw them: one circle layer, no clusters, no names, nothing moves. Panning is
// measured against it.

import { fleetGround, followFleet, markPainted } from './ground'

const map = await fleetGround()
followFleet({
  snapshot(all) {
    map.addSource('points', {
      type: 'geojson',
      data: {
        type: 'FeatureCollection',
        features: all.map(({ lng, lat }) => ({
          type: 'Feature',
          geometry: { type: 'Point', coordinates: [lng, lat] },
          properties: {},
        })),
      },
    })
    map.addLayer({
      id: 'points',
      type: 'circle',
      source: 'points',
      paint: {
        'circle-radius': 6,
        'circle-color': '#16a34a',
        'circle-stroke-width': 1,
        'circle-stroke-color': 'white',
      },
    })
    markPainted(map, 'points')
  },
})
