'use client'

import { useHasVehicles } from '@/lib/client/use-has-vehicles'

/** What a link of the navigation is told of fetching ahead: not yet, or as the router does by itself. */
export type LatePrefetch = false | null

/** A stream that brings no vehicles holds them up no longer than this. */
const WAIT_MS = 3_000

/** The other pages are rendered ahead by the very server that is to send the first vehicles: those go first. */
export function useLatePrefetch(): LatePrefetch {
  return useHasVehicles(WAIT_MS) ? null : false
}
