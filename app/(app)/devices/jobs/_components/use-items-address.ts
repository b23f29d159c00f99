'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback } from 'react'
import { DEVICE_ITEM_STATES, type DeviceItemState, ITEMS_PER_PAGE } from '@/lib/domain/api/device-jobs'

/** Which devices of a piece of work are shown; it stands in the address, so that a link shows the same. */
export function useItemsAddress() {
  const params = useSearchParams()
  const show = useCallback((state: DeviceItemState | null, skip: number) => {
    const query = new URLSearchParams()
    if (state !== null) query.set('state', state)
    if (skip > 0) query.set('skip', String(skip))
    window.history.replaceState(null, '', `${window.location.pathname}${query.size > 0 ? `?${query}` : ''}`)
  }, [])
  return { ...parseItems(params), show }
}

/** Reads an address; what cannot be right is left out, and a page begins where pages begin. */
export function parseItems(params: Pick<URLSearchParams, 'get'>) {
  const state = DEVICE_ITEM_STATES.find((each) => each === params.get('state')) ?? null
  const asked = /^\d{1,7}$/.test(params.get('skip') ?? '') ? Number(params.get('skip')) : 0
  return { state, skip: pageStart(asked) }
}

/** Where the last page of so many begins. */
export function lastSkip(found: number): number {
  return pageStart(Math.max(0, found - 1))
}

function pageStart(at: number): number {
  return Math.floor(at / ITEMS_PER_PAGE) * ITEMS_PER_PAGE
}
