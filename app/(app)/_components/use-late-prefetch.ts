'use client'

import { useEffect, useState } from 'react'
import { useHasVehicles } from '@/lib/client/use-has-vehicles'

/** What a link of the navigation is told of fetching ahead: not yet, or as the router does by itself. */
export type LatePrefetch = false | null

/** A stream that brings no vehicles holds them up no longer than this. */
const WAIT_MS = 3_000

/** What is fetched with the first vehicles, as the map is, has the lines to itself so long. */
const AFTER_VEHICLES_MS = 1_500

/** The other pages are rendered ahead by the very server that is to send the first vehicles and the map: those go first. */
export function useLatePrefetch(): LatePrefetch {
  const hasVehicles = useHasVehicles(WAIT_MS)
  const [isDue, setDue] = useState(false)
  useEffect(() => {
    if (!hasVehicles) return
    const timer = setTimeout(() => setDue(true), AFTER_VEHICLES_MS)
    return () => clearTimeout(timer)
  }, [hasVehicles])
  return isDue ? null : false
}
