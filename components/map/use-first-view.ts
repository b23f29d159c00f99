import { useEffect, useRef } from 'react'
import type { LiveStore } from '@/lib/client/live-types'
import type { FleetCamera } from './fleet-camera'

/** The first places of a fleet come account by account: so long the map goes along with them. */
export const ARRIVAL_MS = 15_000

/** Moves of the map; one that somebody made names the event it came of. */
type OnMove = (event: { originalEvent?: unknown }) => void

export type FirstViewInputs = {
  map: { on(type: 'movestart', listener: OnMove): unknown; off(type: 'movestart', listener: OnMove): unknown }
  camera: Pick<FleetCamera, 'fitAll' | 'reveal'>
  store: LiveStore
  selectedId: string | null
  /** The map can be moved. */
  isReady: boolean
}

/**
 * Goes to the fleet, or to the vehicle of a link, as soon as there are positions; once. Of a fleet that has none yet it goes
 * to the first that come, and with those that follow, until somebody moves the map, chooses a vehicle, or all should be there.
 */
export function useFirstView({ map, camera, store, selectedId, isReady }: FirstViewInputs): void {
  const isDone = useRef(false)
  const wanted = useRef(selectedId)
  const chosen = useRef(selectedId)
  /** `isAwaited`: a look before found no places. */
  const arrival = useRef({ isAwaited: false, places: 0, untilMs: Number.POSITIVE_INFINITY })
  useEffect(() => {
    chosen.current = selectedId
  }, [selectedId])
  useEffect(() => {
    const onMove: OnMove = ({ originalEvent }) => {
      if (originalEvent) isDone.current = true
    }
    map.on('movestart', onMove)
    const go = () => {
      if (isDone.current || !isReady || store.epoch === 0) return
      const { isAwaited, places, untilMs } = arrival.current
      if (performance.now() > untilMs || (places > 0 && chosen.current !== wanted.current)) {
        isDone.current = true
        return
      }
      const now = placesIn(store)
      if (now === 0) arrival.current.isAwaited = true
      if (now === places) return
      if (places === 0) arrival.current.untilMs = performance.now() + ARRIVAL_MS
      arrival.current.places = now
      isDone.current = !isAwaited
      camera.fitAll(false)
      if (wanted.current !== null) camera.reveal(wanted.current)
    }
    go()
    const leave = store.subscribe(({ kind }) => {
      if (kind === 'snapshot' || kind === 'delta') go()
    })
    return () => {
      map.off('movestart', onMove)
      leave()
    }
  }, [map, camera, store, isReady])
}

function placesIn({ columns, count }: LiveStore): number {
  let places = 0
  for (let slot = 0; slot < count; slot++) if (!Number.isNaN(columns.lat[slot])) places++
  return places
}
