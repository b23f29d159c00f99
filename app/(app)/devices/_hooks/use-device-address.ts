'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import {
  type DeviceFilter,
  type DeviceSort,
  deviceQuery,
  parseDeviceFilter,
  parseDeviceSort,
} from '@/lib/domain/device-table'

/** What the page shows; all of it stands in the address, so that a colleague who is sent it sees the same. */
export type DeviceAddress = {
  filter: DeviceFilter
  sort: DeviceSort
  /** The view that was opened, which is the person's own: another one's browser takes no notice of it. */
  viewId: string | null
}

export type ChangeDevices = (part: {
  filter?: Partial<DeviceFilter>
  sort?: DeviceSort
  viewId?: string | null
}) => void

/** The address of the page, and how to change a part of it. */
export function useDeviceAddress(): { address: DeviceAddress; change: ChangeDevices } {
  const params = useSearchParams()
  const address = useMemo(() => parseAddress(params), [params])
  const change = useCallback<ChangeDevices>((part) => {
    const before = parseAddress(new URLSearchParams(window.location.search))
    const next = {
      filter: { ...before.filter, ...part.filter },
      sort: part.sort ?? before.sort,
      viewId: part.viewId === undefined ? before.viewId : part.viewId,
    }
    window.history.replaceState(null, '', window.location.pathname + searchOf(next))
  }, [])
  return { address, change }
}

function parseAddress(params: Pick<URLSearchParams, 'get' | 'getAll'>): DeviceAddress {
  return {
    filter: parseDeviceFilter(params),
    sort: parseDeviceSort(params.get('sort')),
    viewId: params.get('view'),
  }
}

function searchOf({ filter, sort, viewId }: DeviceAddress): string {
  const query = deviceQuery(filter, sort)
  if (viewId !== null) query.set('view', viewId)
  return query.size === 0 ? '' : `?${query}`
}
