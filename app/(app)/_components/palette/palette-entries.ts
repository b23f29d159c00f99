// What the palette offers for what is typed: vehicles, ways to go on with one, pages, and things to do.

import { searchTerms } from '@/lib/client/search-text'

/** A page or a thing to do. `text` holds folded all it is found by. */
export type PaletteChoice = { id: string; label: string; text: string }

/** A vehicle as the palette shows it. */
export type PaletteVehicle = { id: string; imei: string; label: string; detail: string }

export type PaletteInput = {
  query: string
  vehicles: readonly PaletteVehicle[]
  /** Whether the role may send anything to a vehicle. */
  maySend: boolean
  pages: readonly PaletteChoice[]
  actions: readonly PaletteChoice[]
}

export type VehicleWay = 'replay' | 'device' | 'command'
export type PaletteSection =
  | { kind: 'vehicles'; vehicles: readonly PaletteVehicle[] }
  | { kind: 'ways'; vehicle: PaletteVehicle; ways: readonly VehicleWay[] }
  | { kind: 'pages' | 'actions'; choices: readonly PaletteChoice[] }

/** Sections that have something, in the order of the list. Without a query there are pages and things to do, and no vehicles. */
export function paletteSections(input: PaletteInput): PaletteSection[] {
  const { query, vehicles, maySend, pages, actions } = input
  const terms = searchTerms(query)
  const fits = ({ text }: PaletteChoice) => terms.every((term) => text.includes(term))
  const shown = terms.length > 0 ? vehicles : []
  const [first] = shown
  const ways: VehicleWay[] = maySend ? ['replay', 'device', 'command'] : ['replay', 'device']
  const sections: PaletteSection[] = [
    { kind: 'vehicles', vehicles: shown },
    { kind: 'pages', choices: pages.filter(fits) },
    { kind: 'actions', choices: actions.filter(fits) },
  ]
  // Ways on are offered once it is clear which vehicle is meant.
  if (first !== undefined && shown.length === 1) sections.splice(1, 0, { kind: 'ways', vehicle: first, ways })
  return sections.filter((section) => sizeOf(section) > 0)
}

function sizeOf(section: PaletteSection): number {
  if (section.kind === 'vehicles') return section.vehicles.length
  return section.kind === 'ways' ? section.ways.length : section.choices.length
}

/** Where a way on with a vehicle leads. */
export function wayPath(way: VehicleWay, { id, imei }: PaletteVehicle) {
  if (way === 'replay') return `/replay?v=${id}` as const
  if (way === 'device') return `/devices/${imei}` as const
  return `/commands?devices=${id}` as const
}
