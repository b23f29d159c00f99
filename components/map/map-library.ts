// The map library set up once a page: its worker's address, and tiles read out of PMTiles files by byte range.

import { addProtocol, setWorkerUrl } from 'maplibre-gl'
import { PMTiles, Protocol } from 'pmtiles'
import { STREET_TILES_PATH } from '@/lib/domain/basemaps'
import type { StreetsInfo } from './basemap-style/basemap-style'

let protocol: Protocol | null = null

/** Must run before the first map is made; later calls do nothing. */
export function setUpMapLibrary(): Protocol {
  if (protocol) return protocol
  protocol = new Protocol()
  addProtocol('pmtiles', protocol.tile)
  setWorkerUrl('/maplibre/maplibre-gl-worker.mjs')
  return protocol
}

/** Reads what the operator's street file covers; rejects when it cannot be read. */
export async function readStreetsInfo(): Promise<StreetsInfo> {
  const archive = new PMTiles(STREET_TILES_PATH)
  // Shared with the protocol, so that its directory is fetched once.
  setUpMapLibrary().add(archive)
  const [{ minLon, minLat, maxLon, maxLat }, metadata] = await Promise.all([
    archive.getHeader(),
    archive.getMetadata(),
  ])
  return { west: minLon, south: minLat, east: maxLon, north: maxLat, credit: creditOf(metadata) }
}

function creditOf(metadata: unknown): string | null {
  if (typeof metadata !== 'object' || metadata === null || !('attribution' in metadata)) return null
  return typeof metadata.attribution === 'string' && metadata.attribution !== '' ? metadata.attribution : null
}
