// The list beside the map: its index, and what it answers to typing, to a status and to another order. The store and all that
// reads it are those of the page.

import { buildFleetIndex, matchTerms } from '@/lib/client/fleet-index'
import { computeFleetView, FLEET_SORTS, type FleetFilter, type FleetSort } from '@/lib/client/fleet-view'
import { createLiveStore, type WritableLiveStore } from '@/lib/client/live-store'
import { searchTerms } from '@/lib/client/search-text'
import { VEHICLE_STATUSES } from '@/lib/domain/vehicle'
import { Channel } from '@/lib/server/live/channel'
import { movingFleet } from '../bench-map/fleet'
import type { Load, ScalePart } from './measure'
import { amounts } from './sizes'

type Question = { text: string; filter: FleetFilter; sort: FleetSort }

const TYPED = 'van 12'
const ALL: FleetFilter = { statuses: [], stale: false }

/** Every letter typed, every order, every status and the old ones: what one person may ask of the list. */
const QUESTIONS: readonly Question[] = [
  ...[...TYPED].map((_, at) => ({ text: TYPED.slice(0, at + 1), filter: ALL, sort: 'name' as const })),
  ...FLEET_SORTS.map((sort) => ({ text: '', filter: ALL, sort })),
  ...VEHICLE_STATUSES.map((status) => ({
    ...{ text: '', filter: { statuses: [status], stale: false }, sort: 'heard' as const },
  })),
  { text: '', filter: { statuses: [], stale: true }, sort: 'speed' },
]

/** All questions of the list, of up to 50,000 vehicles. */
export function listPart(base: number): ScalePart {
  return {
    items: `vehicles, ${QUESTIONS.length} filters and orders a round`,
    loads: amounts(3_125, base).map(listLoad),
  }
}

/** The index, which is made once for a roster. */
export function listIndexPart(base: number): ScalePart {
  return { items: 'vehicles, the index of a roster a round', loads: amounts(3_125, base).map(indexLoad) }
}

function listLoad(vehicles: number): Load {
  const store = filledStore(vehicles)
  const index = buildFleetIndex(store)
  const { columns } = store
  return {
    work: vehicles,
    round() {
      for (const { text, filter, sort } of QUESTIONS) {
        const matches = matchTerms(index, searchTerms(text))
        computeFleetView({ index, columns, matches, filter, sort, nowMs: Date.now() })
      }
    },
  }
}

function indexLoad(vehicles: number): Load {
  const store = filledStore(vehicles)
  return {
    work: vehicles,
    round() {
      buildFleetIndex(store)
    },
  }
}

/** A store as a page has it after the first event of its stream. */
function filledStore(vehicles: number): WritableLiveStore {
  const channel = new Channel('/', () => {})
  channel.setVehicles(movingFleet(vehicles).vehicles)
  const chunk = channel.catchUp(null, Date.now())
  const data = /^data: (.*)$/m.exec(new TextDecoder().decode(chunk ?? undefined))?.[1]
  if (data === undefined) throw new Error('The channel made no snapshot.')
  const store = createLiveStore()
  store.apply('snapshot', data)
  return store
}
