import type { Feature, Polygon, Position } from 'geojson'
import { expect, test } from 'vitest'
import { flatten } from './flatten'

const flat = (...coordinates: Position[][]): Position[][] => {
  const feature: Feature<Polygon, null> = {
    type: 'Feature',
    properties: null,
    geometry: { type: 'Polygon', coordinates },
  }
  return flatten(feature).geometry.coordinates
}

test('a shape across the date line stays whole, and its hole stays inside', () => {
  const outline = [
    [170, 60],
    [-170, 60],
    [-170, 70],
    [170, 70],
    [170, 60],
  ]
  const hole = [
    [-175, 64],
    [-174, 64],
    [-174, 65],
    [-175, 64],
  ]
  expect(flat(outline, hole)).toEqual([
    [
      [170, 60],
      [190, 60],
      [190, 70],
      [170, 70],
      [170, 60],
    ],
    [
      [185, 64],
      [186, 64],
      [186, 65],
      [185, 64],
    ],
  ])
})

test('a shape around the pole is closed along the edge of the map', () => {
  const [ring = []] = flat([
    [-180, -70],
    [-90, -65],
    [0, -70],
    [90, -65],
    [-180, -70],
  ])
  expect(ring.slice(-4)).toEqual([
    [180, -70],
    [180, -90],
    [-180, -90],
    [-180, -70],
  ])
})

test('an ordinary shape is left alone', () => {
  const square = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 0],
  ]
  expect(flat(square)).toEqual([square])
})
