'use client'

import { useMemo, useRef } from 'react'
import { VEHICLE_COLOURS } from '@/components/map/replay/track-colours'
import type { MapTrack } from '@/components/map/replay/track-lines'
import { vehicleTitle } from '@/lib/client/format/vehicle-title'
import type { Tracks, VehicleTrack } from '@/lib/domain/api/track'
import { DEFAULT_TRIP_SETTINGS, type TripSettings } from '@/lib/domain/track/settings'
import { trackStory } from '@/lib/domain/track/story'
import { decodeTrack } from '@/lib/domain/track/wire'

/** A vehicle of the replay: what the map draws, and what else is said of it. */
export type ReplayTrack = Omit<MapTrack, 'alarms'> &
  Pick<VehicleTrack, 'imei' | 'plate' | 'kind' | 'cutAtMs' | 'alarms'>

/**
 * The tracks of an answer, told as stories; of the answer before while another is awaited, but only of vehicles that are
 * asked for. A vehicle whose answer did not change is not told anew.
 */
export function useReplayTracks(tracks: Tracks | undefined, ids: readonly string[]): readonly ReplayTrack[] {
  const told = useRef(new WeakMap<VehicleTrack, ReplayTrack>())
  return useMemo(() => {
    const wanted = tracks?.vehicles.filter(({ id }) => ids.includes(id)) ?? []
    return wanted.map((vehicle, place) => {
      const known = told.current.get(vehicle)
      const track = known ?? tell(vehicle, place, tracks?.settings ?? DEFAULT_TRIP_SETTINGS)
      told.current.set(vehicle, track)
      return track
    })
  }, [tracks, ids])
}

function tell(vehicle: VehicleTrack, place: number, settings: TripSettings): ReplayTrack {
  const { id, imei, plate, kind, cutAtMs, alarms } = vehicle
  return {
    ...{ id, imei, plate, kind, cutAtMs, alarms },
    name: vehicleTitle(vehicle),
    colour: VEHICLE_COLOURS[place % VEHICLE_COLOURS.length] ?? VEHICLE_COLOURS[0],
    story: trackStory(decodeTrack(vehicle.fixes), settings),
  }
}
