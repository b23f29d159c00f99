// The map by keyboard, beside the library's own arrows and plus and minus: step through vehicles, see them all, let go.

import type { Map as MapLibreMap } from 'maplibre-gl'
import { useEffect, useRef } from 'react'

export type MapKeyActions = {
  /** The next (1) or previous (-1) vehicle in view. */
  step: (by: 1 | -1) => void
  fitAll: () => void
  release: () => void
}

export function useMapKeys(map: MapLibreMap, actions: MapKeyActions) {
  const current = useRef(actions)
  useEffect(() => {
    current.current = actions
  })
  useEffect(() => {
    const canvas = map.getCanvas()
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      const { step, fitAll, release } = current.current
      const act = { n: () => step(1), p: () => step(-1), a: fitAll, escape: release }[event.key.toLowerCase()]
      if (!act) return
      event.preventDefault()
      act()
    }
    canvas.addEventListener('keydown', onKey)
    return () => canvas.removeEventListener('keydown', onKey)
  }, [map])
}
