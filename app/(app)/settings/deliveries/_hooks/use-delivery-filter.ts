'use client'

import { useSearchParams } from 'next/navigation'
import type { DeliveryFilter } from '@/lib/client/queries/notify'
import { deliveriesQuerySchema } from '@/lib/domain/api/notify-log'

const filterSchema = deliveriesQuerySchema.omit({ cursor: true })

/** What the log is narrowed to stands in the address, so that a link leads to the posts of one receiver. */
export function useDeliveryFilter() {
  const params = useSearchParams()
  const given = filterSchema.safeParse(Object.fromEntries(params))
  const filter: DeliveryFilter = given.success ? given.data : { way: 'webhook' }
  const setFilter = (next: DeliveryFilter) => {
    const entries = Object.entries(next).flatMap(([name, value]) => (value ? [[name, value]] : []))
    window.history.replaceState(null, '', `?${new URLSearchParams(entries)}`)
  }
  return { filter, setFilter }
}
