import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { renderedFor } from '@/lib/client/format/rendered.test-helper'
import { MapScale } from './map-scale'

// The map library's own control draws only on a map, which takes WebGL; what it is asked for is seen here.
vi.mock('react-map-gl/maplibre', () => ({
  ScaleControl: ({ unit }: { unit?: string }) => `unit ${unit}`,
}))

test.each(['metric', 'imperial'] as const)('the scale of a map is %s for readers of that', (unitSystem) => {
  expect(renderedFor({ unitSystem }, <MapScale />)).toBe(`unit ${unitSystem}`)
})

test('no map draws a scale of its own, which would be metric for everyone', () => {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tsx') && !file.endsWith('.test.tsx'))
    .filter((file) => readFileSync(path.join(import.meta.dirname, file), 'utf8').includes('<ScaleControl'))
  expect(files).toEqual(['map-scale.tsx'])
})
