'use client'
// React's door to the live store: one store and one stream per provider, and reads that re-render at a chosen pace.
// It owns no data; components that draw many vehicles subscribe to the store themselves.

import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react'
import { createLiveStore, type WritableLiveStore } from './live-store'
import { connectLive } from './live-stream'
import type { LiveChange } from './live-types'

const LiveContext = createContext<WritableLiveStore | null>(null)

/** Holds the page's live store and keeps it connected to `url` (default /api/live) while mounted. */
export function LiveProvider({ children, url }: { children: ReactNode; url?: string }) {
  const [store] = useState(() => createLiveStore())
  useEffect(() => connectLive(store, url === undefined ? {} : { url }), [store, url])
  return <LiveContext value={store}>{children}</LiveContext>
}

/** The live store of the nearest LiveProvider; throws without one. Reading it does not re-render: see useLiveVersion. */
export function useLiveStore(): WritableLiveStore {
  const store = useContext(LiveContext)
  if (!store) throw new Error('useLiveStore needs a LiveProvider above it')
  return store
}

/**
 * Re-renders when vehicle data changed, at most once per `throttleMs` (0 for every change), and returns the version shown.
 * A new snapshot comes through at once, because slots change their meaning with it.
 */
export function useLiveVersion(throttleMs = 1_000): number {
  const store = useLiveStore()
  return useLiveValue(store, throttleMs, readVersion, isDataChange)
}

/** Re-renders when the stream's phase or the vendor's health changed. */
export function useLiveConnection(): Pick<WritableLiveStore, 'phase' | 'upstream'> {
  const store = useLiveStore()
  const phase = useLiveValue(store, 0, readPhase, isStreamChange)
  const upstream = useLiveValue(store, 0, readUpstream, isUpstreamChange)
  return useMemo(() => ({ phase, upstream }), [phase, upstream])
}

const readVersion = (store: WritableLiveStore) => store.version
const readPhase = (store: WritableLiveStore) => store.phase
const readUpstream = (store: WritableLiveStore) => store.upstream
const isDataChange = (change: LiveChange) => change.kind === 'snapshot' || change.kind === 'delta'
const isStreamChange = (change: LiveChange) => change.kind === 'stream'
const isUpstreamChange = (change: LiveChange) => change.kind === 'upstream'

function useLiveValue<T>(
  store: WritableLiveStore,
  throttleMs: number,
  read: (store: WritableLiveStore) => T,
  concerns: (change: LiveChange) => boolean,
): T {
  // The value is held between ticks: React compares it after every render and would else follow each change at once.
  const [held] = useState(() => ({ value: read(store) }))
  const subscribe = useCallback(
    (onChange: () => void) => {
      let timer: ReturnType<typeof setTimeout> | undefined
      const publish = () => {
        timer = undefined
        held.value = read(store)
        onChange()
      }
      publish()
      const leave = store.subscribe((change) => {
        if (!concerns(change)) return
        if (change.kind === 'snapshot' || throttleMs <= 0) {
          clearTimeout(timer)
          publish()
        } else timer ??= setTimeout(publish, throttleMs)
      })
      return () => {
        clearTimeout(timer)
        leave()
      }
    },
    [store, throttleMs, read, concerns, held],
  )
  const getValue = useCallback(() => held.value, [held])
  return useSyncExternalStore(subscribe, getValue, getValue)
}
