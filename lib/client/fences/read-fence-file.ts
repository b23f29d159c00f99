// Fences out of a file somebody chose: GeoJSON or KML. The file is a stranger's: it is read here in the browser, never larger
// than a limit, and no document that declares entities is parsed at all.

import { MAX_IMPORTED_FENCES } from '@/lib/domain/fence-limits'
import { type ReadFence, readGeoJsonFences } from '@/lib/domain/geofence-geojson'

/** Why a file brings nothing; keys of the messages at `fences.import.problems`. */
export type FileProblem = 'too_large' | 'not_readable' | 'entities' | 'not_known' | 'nothing' | 'too_many'
export type FenceFile = { ok: true; fences: ReadFence[] } | { ok: false; problem: FileProblem }

export const MAX_FILE_BYTES = 5_000_000

/** Reads a file. It never throws. */
export async function readFenceFile(file: Pick<File, 'size' | 'text'>): Promise<FenceFile> {
  if (file.size > MAX_FILE_BYTES) return { ok: false, problem: 'too_large' }
  try {
    const text = (await file.text()).replace(/^\ufeff/, '').trim()
    return text.startsWith('<') ? await readXml(text) : readJson(text)
  } catch {
    return { ok: false, problem: 'not_readable' }
  }
}

function readJson(text: string): FenceFile {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    return { ok: false, problem: 'not_readable' }
  }
  return found(document)
}

async function readXml(text: string): Promise<FenceFile> {
  // What a KML never needs: outside files read in, or a few words that unfold to gigabytes.
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) return { ok: false, problem: 'entities' }
  const document = new DOMParser().parseFromString(text, 'application/xml')
  if (document.getElementsByTagName('parsererror').length > 0) return { ok: false, problem: 'not_readable' }
  if (document.documentElement?.localName !== 'kml') return { ok: false, problem: 'not_known' }
  const { kml } = await import('@tmcw/togeojson')
  return found(kml(document))
}

function found(document: unknown): FenceFile {
  const fences = readGeoJsonFences(document, MAX_IMPORTED_FENCES + 1)
  if (fences === null) return { ok: false, problem: 'not_known' }
  if (fences.length === 0) return { ok: false, problem: 'nothing' }
  return fences.length > MAX_IMPORTED_FENCES ? { ok: false, problem: 'too_many' } : { ok: true, fences }
}
