// The style document to show for a basemap choice; the built-in world while another loads and when it cannot be had.

import type { StyleSpecification } from 'maplibre-gl'
import { useEffect, useMemo, useState } from 'react'
import type { BasemapOption } from '@/lib/domain/basemaps'
import { basemapStyle, type StreetsInfo, type Theme } from './basemap-style/basemap-style'
import { readStreetsInfo } from './map-library'

export type MapStyle = {
  style: StyleSpecification
  /** The choice that could not be loaded; the world stands in for it. */
  failed: BasemapOption | null
}

type Loaded = { id: string; styleUrl: string | null } & (
  | { kind: 'streets'; streets: StreetsInfo }
  | { kind: 'foreign'; style: StyleSpecification }
  | { kind: 'failed' }
)

const LOAD_TIMEOUT_MS = 8_000

export function useMapStyle(options: { basemap: BasemapOption; theme: Theme; language: string }): MapStyle {
  const { basemap, theme, language } = options
  const [loaded, setLoaded] = useState<Loaded | null>(null)
  useEffect(() => {
    let wanted = true
    load(basemap).then((next) => {
      if (wanted) setLoaded(next)
    })
    return () => {
      wanted = false
    }
  }, [basemap])

  const current = loaded?.id === basemap.id && loaded.styleUrl === basemap.styleUrl ? loaded : null
  const streets = current?.kind === 'streets' ? current.streets : null
  const own = useMemo(() => basemapStyle({ theme, language, streets }), [theme, language, streets])
  return {
    style: current?.kind === 'foreign' ? current.style : own,
    failed: current?.kind === 'failed' ? basemap : null,
  }
}

async function load(basemap: BasemapOption): Promise<Loaded | null> {
  const { id, kind, styleUrl } = basemap
  if (kind === 'world') return null
  try {
    if (kind === 'streets') return { id, styleUrl, kind: 'streets', streets: await readStreetsInfo() }
    return { id, styleUrl, kind: 'foreign', style: await fetchStyle(styleUrl ?? '') }
  } catch {
    return { id, styleUrl, kind: 'failed' }
  }
}

async function fetchStyle(url: string): Promise<StyleSpecification> {
  const response = await fetch(url, { credentials: 'omit', signal: AbortSignal.timeout(LOAD_TIMEOUT_MS) })
  if (!response.ok) throw new Error(`style answered ${response.status}`)
  const style: unknown = await response.json()
  if (!isStyle(style)) throw new TypeError('not a style document')
  // Vehicles are placed for the flat map, so a style may not bend it.
  const { projection: _, terrain: __, sky: ___, ...flat } = style
  return flat
}

/** As much as decides whether the map library can begin; it checks the rest itself. */
function isStyle(value: unknown): value is StyleSpecification {
  if (typeof value !== 'object' || value === null) return false
  return 'version' in value && value.version === 8 && 'layers' in value && Array.isArray(value.layers)
}
