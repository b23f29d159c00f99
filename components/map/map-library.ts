// The map library set up once a page: tiles are read out of PMTiles files by byte range. It finds its worker beside itself.

import { addProtocol } from 'maplibre-gl'
import { PMTiles, Protocol } from 'pmtiles'
import { STREET_TILES_PATH } from '@/lib/domain/basemaps'
import type { StreetsInfo } from './basemap-style/basemap-style'

let protocol: Protocol | null = null

/** Must run before the first map is made; later calls do nothing. */
export function setUpMapLibrary(): Protocol {
  if (protocol) return protocol
  protocol = new Protocol()
  addProtocol('pmtiles', protocol.tile)
  return protocol
}

/** Reads whom the operator's street file credits; rejects when the file cannot be read. */
export async function readStreetsInfo(): Promise<StreetsInfo> {
  const archive = new PMTiles(STREET_TILES_PATH)
  // Shared with the protocol, so that its directory is fetched once.
  setUpMapLibrary().add(archive)
  return { credit: creditOf(await archive.getMetadata()) }
}

function creditOf(metadata: unknown): string | null {
  if (typeof metadata !== 'object' || metadata === null || !('attribution' in metadata)) return null
  return typeof metadata.attribution === 'string' && metadata.attribution !== '' ? metadata.attribution : null
}
