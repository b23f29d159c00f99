'use client'

import { usePathname, useRouter } from 'next/navigation'
import { leaveBy } from '@/lib/client/unsaved-guard'

/** Shows a vehicle's card on the map, from whatever page. On the map the list keeps its search. */
export function useOpenVehicle(): (deviceId: string) => void {
  const router = useRouter()
  const pathname = usePathname()
  return (deviceId) => {
    const params = new URLSearchParams(pathname === MAP ? window.location.search : '')
    params.set('device', deviceId)
    if (pathname === MAP) window.history.pushState(null, '', `/map?${params}`)
    else leaveBy(() => router.push(`/map?${params}`))
  }
}

const MAP = '/map'
