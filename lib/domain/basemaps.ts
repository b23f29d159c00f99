// Which basemaps there are, where their bytes come from and who is to be credited.
// It owns ids and addresses; how the built-in ones look lives in components/map, what is configured in lib/server/env.ts.

/**
 * `world`: built in, no network. `streets`: the world with the operator's own street tiles over it.
 * `operator`: the operator's own style address. `online`: a public style that needs no key.
 */
export type BasemapKind = 'world' | 'streets' | 'operator' | 'online'

export type BasemapOption = {
  id: string
  kind: BasemapKind
  /** Name to show; null for the built-in ones, whose names are translated by id. */
  name: string | null
  /** Style JSON address of `operator` and `online`; null for those styled here. */
  styleUrl: string | null
  /** Whether it was drawn for a dark screen; null when it follows the theme. */
  dark: boolean | null
}

/** The basemap that is always there and needs no network. */
export const WORLD_BASEMAP: BasemapOption = {
  id: 'world',
  kind: 'world',
  name: null,
  styleUrl: null,
  dark: null,
}

/** The world with the operator's local street file over it, served at STREET_TILES_PATH. */
export const STREETS_BASEMAP: BasemapOption = {
  id: 'streets',
  kind: 'streets',
  name: null,
  styleUrl: null,
  dark: null,
}

/** Where the built world file and the operator's street file are served. */
export const WORLD_TILES_PATH = '/basemap/world.pmtiles'
export const STREET_TILES_PATH = '/api/basemap/streets'

/**
 * Public styles free of charge for commercial use too, without key or registration (OpenFreeMap's terms).
 * CARTO's basemaps are left out: free for non-commercial use only. Credits come with each style.
 */
export const ONLINE_BASEMAPS: readonly BasemapOption[] = [
  onlineStyle('liberty', 'OpenFreeMap Liberty', false),
  onlineStyle('bright', 'OpenFreeMap Bright', false),
  onlineStyle('positron', 'OpenFreeMap Positron', false),
  onlineStyle('dark', 'OpenFreeMap Dark', true),
]

/** The operator's style as an option. `styleUrl` must be an absolute address. */
export function operatorBasemap(styleUrl: string, name: string): BasemapOption {
  return { id: 'operator', kind: 'operator', name, styleUrl, dark: null }
}

/** Origins a browser must be allowed to reach for these basemaps: for connect-src and img-src of the CSP. */
export function basemapOrigins(options: readonly BasemapOption[]): string[] {
  const origins = options.flatMap(({ styleUrl }) => (styleUrl === null ? [] : [new URL(styleUrl).origin]))
  return [...new Set(origins)]
}

/** The credit of the built-in world, as plain text. Public domain data ask for none, GeoNames (CC BY 4.0) does. */
export const WORLD_CREDIT = 'Natural Earth, GeoNames'
/** The credit of street tiles in the OpenMapTiles schema, unless the file's own metadata says otherwise. */
export const STREETS_CREDIT = '© OpenMapTiles © OpenStreetMap contributors'

function onlineStyle(style: string, name: string, dark: boolean): BasemapOption {
  return {
    id: `openfreemap-${style}`,
    kind: 'online',
    name,
    styleUrl: `https://tiles.openfreemap.org/styles/${style}`,
    dark,
  }
}
