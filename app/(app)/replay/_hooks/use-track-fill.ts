'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { fillTracks, type TracksQuestion, tracksKey } from '@/lib/client/queries/tracks'
import type { TrackFillEvent, Tracks } from '@/lib/domain/api/track'

export type FillFailure = { deviceId: string; message: string }

export type FillState = {
  phase: 'idle' | 'filling' | 'done' | 'cancelled'
  done: number
  total: number
  /** What failed, each vehicle and reason once. */
  failures: readonly FillFailure[]
  /** The line to our own server broke. */
  isBroken: boolean
}

const IDLE: FillState = { phase: 'idle', done: 0, total: 0, failures: [], isBroken: false }

/** Has what is missing asked for, once for each question, and shows it as it comes. */
export function useTrackFill(question: TracksQuestion, tracks: Tracks | undefined, isCurrent: boolean) {
  const client = useQueryClient()
  const [state, setState] = useState(IDLE)
  const running = useRef<AbortController | null>(null)
  const askedFor = useRef('')
  const key = tracksKey(question).join(' ')

  const start = useCallback(async () => {
    running.current?.abort()
    const over = new AbortController()
    running.current = over
    setState({ ...IDLE, phase: 'filling' })
    const refresh = () => client.invalidateQueries({ queryKey: tracksKey(question) })
    let isBroken = false
    try {
      await fillTracks(question, {
        signal: over.signal,
        onEvent: (event) => setState((before) => after(before, event)),
      })
    } catch {
      isBroken = !over.signal.aborted
    }
    if (running.current !== over) return
    setState((before) => ({ ...before, isBroken, phase: over.signal.aborted ? 'cancelled' : 'done' }))
    await refresh()
  }, [client, question])

  const hasMissing = tracks?.vehicles.some(({ missing }) => missing.length > 0) ?? false
  useEffect(() => {
    if (!isCurrent || !hasMissing || askedFor.current === key) return
    askedFor.current = key
    void start()
  }, [isCurrent, hasMissing, key, start])

  // biome-ignore lint/correctness/useExhaustiveDependencies: another question ends what was asked for the one before.
  useEffect(
    () => () => {
      running.current?.abort()
      running.current = null
      askedFor.current = ''
      setState(IDLE)
    },
    [key],
  )
  return { state, start: () => void start(), cancel: () => running.current?.abort() }
}

function after(before: FillState, event: TrackFillEvent): FillState {
  if (event.type === 'progress') return { ...before, done: event.done, total: event.total }
  if (event.type === 'end') return before
  const { deviceId, message } = event
  const isKnown = before.failures.some((one) => one.deviceId === deviceId && one.message === message)
  return isKnown ? before : { ...before, failures: [...before.failures, { deviceId, message }] }
}
