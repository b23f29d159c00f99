import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import { useFences, useFoundFences } from '@/lib/client/queries/fences'
import type { Fence, FenceFilter } from '@/lib/domain/api/fences'
import { type FenceAddress, filterFences } from './fence-address'

/** Between two letters of somebody who types. */
const TYPING_MS = 250

/** What is listed: those that fit, and how many fit in all; `total` is larger where there are more than a list shows. */
export type ListedFences = {
  list: ReturnType<typeof useFences>
  shown: Fence[]
  total: number
  tags: readonly string[]
  /** The server has not answered yet; those at hand that fit are shown so far. */
  isSearching: boolean
}

/** The fences that fit the address. As long as all are at hand they are sifted here; else the server finds them. */
export function useListedFences(address: FenceAddress): ListedFences {
  const list = useFences()
  const { q, tag, copy } = address
  const isWhole = list.data === undefined || list.data.total <= list.data.fences.length
  const text = useSettled(q.trim())
  const isSifted = text !== '' || tag !== null || copy !== null
  const filter: FenceFilter | null =
    isWhole || !isSifted ? null : { q: text || undefined, tag: tag ?? undefined, copy: copy ?? undefined }
  const found = useFoundFences(filter)
  const answer = filter === null ? list.data : (found.data ?? list.data)
  const shown = useDeferredValue(
    useMemo(() => filterFences(answer?.fences ?? [], address), [answer, address]),
  )
  const isSearching =
    !isWhole && (text !== q.trim() || (filter !== null && (found.isPending || found.isPlaceholderData)))
  // Before the server has answered, and where all are at hand, nothing is known of others.
  const others = answer === undefined || isWhole ? 0 : answer.total - answer.fences.length
  return { list, shown, total: shown.length + others, tags: list.data?.tags ?? [], isSearching }
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
