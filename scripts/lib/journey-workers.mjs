// How many journeys are walked side by side.

import path from 'node:path'

/**
 * Journeys take turns in one app, and wait a good part of the time: so there are two, each with an app of its own, where there is
 * more than one core. They take file by file from one list, so that both have as much to do. Where demos are named in
 * MILEPOST_E2E_DEMO there are as many as these.
 */
export function journeyWorkers(namedDemos, cores) {
  if (namedDemos) return namedDemos.split(path.delimiter).length
  return cores > 1 ? 2 : 1
}
