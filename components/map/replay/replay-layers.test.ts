import { type StyleSpecification, validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import { expect, test } from 'vitest'
import { REPLAY_SOURCES, replayLayers } from './replay-layers'

const ink = '#14181d'
const colours = { paper: ink, ink, danger: ink, accent: ink, muted: ink, idling: ink, parked: ink }

test('the layers are valid, need no fonts or icons of a basemap, and use every source', () => {
  const layers = replayLayers(colours)
  const used = new Set(layers.map((layer) => ('source' in layer ? layer.source : '')))
  expect([...used].toSorted()).toEqual(REPLAY_SOURCES.map((name) => `replay-${name}-data`).toSorted())
  const sources = Object.fromEntries(
    [...used].map((id) => [
      id,
      { type: 'geojson' as const, data: { type: 'FeatureCollection' as const, features: [] } },
    ]),
  )
  const style: StyleSpecification = { version: 8, sources, layers }
  expect(validateStyleMin(style)).toEqual([])
  expect(JSON.stringify(layers)).not.toContain('text-field')
})
