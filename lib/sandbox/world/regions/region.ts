// The shape of a region's map data: towns with streets, junctions without, and the roads between them.
// Coordinates are facts about real places; the lines drawn between them are ours.

/** Road classes and the speed a vehicle may reach on them, km/h. */
export const ROAD_LIMITS_KPH = {
  motorway: 112,
  ring: 84,
  trunk: 88,
  primary: 72,
  avenue: 56,
  street: 42,
} as const
export type RoadClass = keyof typeof ROAD_LIMITS_KPH

/** A town centre or a junction. `streetsKm` is how far streets reach west, east, south and north; none at a junction. */
export type Town = {
  readonly at: readonly [lat: number, lng: number]
  readonly streetsKm?: readonly [west: number, east: number, south: number, north: number]
}

/** A road through named places and unnamed points ([lat, lng]) between them. */
export type Road = {
  readonly kind: RoadClass
  readonly path: readonly (string | readonly [lat: number, lng: number])[]
}

export type Region = {
  readonly key: string
  /** Offset of local time from UTC in hours; daylight saving is left out. */
  readonly utcOffsetH: number
  /** How much roads bend: 0 straight, 0.1 hills, 0.2 mountains. */
  readonly bend: number
  /** Towns where depots stand, the most used first. */
  readonly depots: readonly string[]
  readonly towns: Readonly<Record<string, Town>>
  readonly roads: readonly Road[]
}
