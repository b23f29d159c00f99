import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import { describe, expect, test } from 'vitest'
import { basemapStyle } from './basemap-style'
import { DARK, LIGHT } from './colors'

const STREETS = { credit: null }

describe('basemap style', () => {
  test.each([
    ['light', null],
    ['dark', null],
    ['light', STREETS],
    ['dark', STREETS],
  ] as const)('%s with streets %o is a valid style without glyph or sprite servers', (theme, streets) => {
    const style = basemapStyle({ theme, language: 'pt-BR', streets })
    expect(validateStyleMin(style)).toEqual([])
    expect(style.glyphs).toBeUndefined()
    expect(style.sprite).toBeUndefined()
  })

  test('every source credits its data', () => {
    const { sources } = basemapStyle({ theme: 'light', language: 'en', streets: STREETS })
    expect(Object.values(sources).map((source) => 'attribution' in source && source.attribution)).toEqual([
      'Natural Earth, GeoNames',
      '© OpenMapTiles © OpenStreetMap contributors',
    ])
  })

  test.each([
    ['light', LIGHT],
    ['dark', DARK],
  ] as const)('town names in %s reach a contrast of 4.5 to 1 on land (WCAG 2.2, 1.4.3)', (_, colors) => {
    expect(contrast(colors.place, colors.land)).toBeGreaterThan(4.5)
    expect(contrast(colors.minorPlace, colors.land)).toBeGreaterThan(4.5)
  })
})

/** Formula of WCAG 2.2, "relative luminance" and "contrast ratio". */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
