import { expect, test } from 'vitest'
import { toGcj02 } from './positions'

// Pairs of the vendor protocol sheet's table, WGS84 then GCJ-02, to the six decimals printed there.
test.each([
  [22.577282, 113.916604, 22.574237, 113.921466],
  [39.90923, 116.397428, 39.910634, 116.403672],
  [40.656154, 109.89894, 40.657235, 109.904556],
  [52.52, 13.405, 52.52, 13.405],
  [-23.55, -46.63, -23.55, -46.63],
])('%d, %d is %d, %d in GCJ-02', (lat, lng, shiftedLat, shiftedLng) => {
  const shifted = toGcj02({ lat, lng })
  expect(shifted.lat).toBeCloseTo(shiftedLat, 6)
  expect(shifted.lng).toBeCloseTo(shiftedLng, 6)
})
