// The searchable, sortable form of a snapshot's roster. Built once per snapshot, read on every keystroke.
// It owns names only; what moves is read from the store's columns by fleet-view.

import { vehicleTitle } from './format/vehicle-title'
import type { LiveStore } from './live-types'
import { foldText, naturalSortKey } from './search-text'

/** Text by slot and the alphabetical rank of each slot, both ways. */
export type FleetIndex = {
  epoch: number
  count: number
  texts: readonly string[]
  rankOfSlot: Int32Array
  slotOfRank: Int32Array
}

/** Reads every identity of the store once. About 100 ms for 50,000 vehicles. */
export function buildFleetIndex(store: Pick<LiveStore, 'epoch' | 'count' | 'identity'>): FleetIndex {
  const { count, epoch } = store
  const texts: string[] = []
  const keys: string[] = []
  for (let slot = 0; slot < count; slot++) {
    const vehicle = store.identity(slot)
    texts.push(searchableText(vehicle))
    keys.push(naturalSortKey(vehicleTitle(vehicle)))
  }
  const slotOfRank = Int32Array.from(keys.keys()).sort((a, b) => compareKeys(keys[a], keys[b]) || a - b)
  const rankOfSlot = new Int32Array(count)
  slotOfRank.forEach((slot, rank) => {
    rankOfSlot[slot] = rank
  })
  return { epoch, count, texts, rankOfSlot, slotOfRank }
}

/** 1 for each slot whose text holds every term, else 0. */
export function matchTerms(index: FleetIndex, terms: readonly string[]): Uint8Array {
  const matches = new Uint8Array(index.count).fill(1)
  for (const term of terms) {
    index.texts.forEach((text, slot) => {
      if (matches[slot] && !text.includes(term)) matches[slot] = 0
    })
  }
  return matches
}

/** Fields are parted by newlines, so a term never matches across two of them. Plates also stand without dashes. */
function searchableText(vehicle: {
  name: string
  plate: string | null
  imei: string
  driver: string | null
}) {
  const plate = vehicle.plate ?? ''
  const bare = plate.replace(/[^\p{L}\p{N}]/gu, '')
  return foldText([vehicle.name, plate, bare, vehicle.imei, vehicle.driver ?? ''].join('\n'))
}

function compareKeys(a = '', b = ''): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
