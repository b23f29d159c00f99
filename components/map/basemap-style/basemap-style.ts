// Whole style documents of the basemaps that are styled here: the built-in world, alone or with street tiles over it.

import type { StyleSpecification } from 'maplibre-gl'
import { STREET_TILES_PATH, STREETS_CREDIT, WORLD_CREDIT, WORLD_TILES_PATH } from '@/lib/domain/basemaps'
import { DARK, LIGHT } from './colors'
import { STREETS_SOURCE, streetGround, streetNames } from './street-layers'
import { WORLD_SOURCE, worldGround, worldNames } from './world-layers'

export type Theme = 'light' | 'dark'

/** What is known of the operator's street file. */
export type StreetsInfo = { credit: string | null }

export type BasemapStyleOptions = {
  theme: Theme
  /** BCP 47 tag of the reader's language. */
  language: string
  /** Null for the world alone. */
  streets: StreetsInfo | null
}

/** No `glyphs`: names are set in the page's own typeface, by the browser. */
export function basemapStyle({ theme, language, streets }: BasemapStyleOptions): StyleSpecification {
  const colors = theme === 'dark' ? DARK : LIGHT
  return {
    version: 8,
    sources: {
      [WORLD_SOURCE]: { type: 'vector', url: `pmtiles://${WORLD_TILES_PATH}`, attribution: WORLD_CREDIT },
      ...(streets ? { [STREETS_SOURCE]: streetsSource(streets) } : {}),
    },
    layers: [
      ...worldGround(colors),
      ...(streets ? streetGround(colors) : []),
      ...(streets ? streetNames(colors, language) : []),
      ...worldNames(colors, language),
    ],
  }
}

function streetsSource({ credit }: StreetsInfo) {
  return {
    type: 'vector' as const,
    url: `pmtiles://${STREET_TILES_PATH}`,
    attribution: credit ?? STREETS_CREDIT,
  }
}
