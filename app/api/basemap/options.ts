// Which basemaps this installation offers, for pages to hand to the map.

import 'server-only'
import {
  type BasemapOption,
  ONLINE_BASEMAPS,
  operatorBasemap,
  STREETS_BASEMAP,
  WORLD_BASEMAP,
} from '@/lib/domain/basemaps'
import { env } from '@/lib/server/env'

/** The operator's own choices first: whoever set one up wants it seen. The first option is the default. */
export function listBasemaps(): BasemapOption[] {
  const { mapStyleUrl, mapStyleName, pmtilesPath } = env()
  return [
    ...(mapStyleUrl === null ? [] : [operatorBasemap(mapStyleUrl, mapStyleName)]),
    ...(pmtilesPath === null ? [] : [STREETS_BASEMAP]),
    WORLD_BASEMAP,
    ...ONLINE_BASEMAPS,
  ]
}
