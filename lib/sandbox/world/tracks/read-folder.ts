// Reads a folder of recorded trips: every file is told by its content, files of other kinds are passed over.

import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import {
  isTrackNames,
  isTrackTable,
  parseCsv,
  type Table,
  type TrackName,
  trackNames,
  vehiclesOfTable,
} from './read-csv'
import { parseGeoJson, vehiclesOfGeoJson } from './read-geojson'
import { isGpx, vehiclesOfGpx } from './read-gpx'
import { ACCEPTED_FORMS, type RecordedVehicle, RecordingError } from './recording'

/** Files beyond this are passed over: a text of that size is no list of trips of one fleet. */
const MAX_BYTES = 256 * 1024 * 1024

/**
 * The vehicles recorded in a folder (or in one file), sorted by key; subfolders are not read.
 * Throws a RecordingError when the path cannot be read or holds no recorded trip.
 */
export async function readRecording(folder: string): Promise<RecordedVehicle[]> {
  const files = await filesOf(folder)
  const texts = await Promise.all(
    files.map(async (file) => ({ file: path.basename(file), text: await readFile(file, 'utf8') })),
  )
  const tables = texts.filter(({ text }) => !isMarkup(text)).map(({ text }) => parseCsv(text))
  const names = new Map<string, TrackName>(
    tables.filter(isTrackNames).flatMap((table) => [...trackNames(table)]),
  )
  const vehicles = [
    ...mergedByKey(tables.filter(isTrackTable).flatMap((table: Table) => vehiclesOfTable(table, names))),
    ...texts.filter(({ text }) => isMarkup(text)).flatMap(({ text, file }) => vehiclesOfMarkup(text, file)),
  ].filter(({ rows }) => rows.length > 0)
  if (vehicles.length === 0)
    throw new RecordingError(`${folder} holds no recorded trips. Accepted: ${ACCEPTED_FORMS}.`)
  return vehicles.sort((a, b) => a.key.localeCompare(b.key, 'en', { numeric: true }))
}

async function filesOf(folder: string): Promise<string[]> {
  try {
    const isFile = (await stat(folder)).isFile()
    const files = isFile ? [folder] : (await readdir(folder)).sort().map((name) => path.join(folder, name))
    const sizes = await Promise.all(files.map((file) => stat(file)))
    return files.filter((_, i) => sizes[i]?.isFile() && sizes[i].size <= MAX_BYTES)
  } catch (cause) {
    throw new RecordingError(
      `${folder} cannot be read. A folder of recorded trips is expected: ${ACCEPTED_FORMS}.`,
      { cause },
    )
  }
}

function isMarkup(text: string): boolean {
  return /^\uFEFF?\s*[<{]/.test(text)
}

function vehiclesOfMarkup(text: string, file: string): RecordedVehicle[] {
  if (isGpx(text)) return vehiclesOfGpx(text, file)
  const features = parseGeoJson(text)
  return features ? vehiclesOfGeoJson(features, file) : []
}

/** A vehicle that occurs in several tables, one per day for instance, is one vehicle. */
function mergedByKey(vehicles: readonly RecordedVehicle[]): RecordedVehicle[] {
  const merged = new Map<string, RecordedVehicle>()
  for (const vehicle of vehicles) {
    const known = merged.get(vehicle.key)
    merged.set(vehicle.key, known ? { ...known, rows: known.rows.concat(vehicle.rows) } : vehicle)
  }
  return [...merged.values()]
}
