// What the replay asks the server for: stored tracks, the filling of what is missing, and readings beside them.

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Readings } from '@/lib/domain/api/telemetry'
import type { TrackFillEvent, Tracks } from '@/lib/domain/api/track'
import { fetchJson, RequestFailedError } from './fetch-json'

export type TracksQuestion = { ids: readonly string[]; fromMs: number; toMs: number }

/** What names the answer to a question in the cache. */
export function tracksKey({ ids, fromMs, toMs }: TracksQuestion) {
  return ['tracks', ids.join(), fromMs, toMs] as const
}

/** GET /api/tracks: what is stored of the vehicles. Nothing is asked while no vehicle is chosen. */
export function useTracks(question: TracksQuestion) {
  return useQuery({
    queryKey: tracksKey(question),
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ ids: question.ids.join(), ...rangeOf(question) })
      return fetchJson<Tracks>(`/api/tracks?${query}`, signal)
    },
    enabled: question.ids.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
  })
}

/** GET /api/tracks/readings: fuel and temperature of one vehicle. */
export function useTrackReadings(id: string | null, range: Pick<TracksQuestion, 'fromMs' | 'toMs'>) {
  return useQuery({
    queryKey: ['track-readings', id, range.fromMs, range.toMs],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ id: id ?? '', ...rangeOf(range) })
      return fetchJson<Readings>(`/api/tracks/readings?${query}`, signal)
    },
    enabled: id !== null,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  })
}

/**
 * POST /api/tracks/fill: has the vendor asked for what is missing, and tells of each event. Ends when all is asked for;
 * aborting the signal ends the asking.
 * @throws RequestFailedError when it is refused; TypeError when the line breaks; the signal's reason.
 */
export async function fillTracks(
  question: TracksQuestion,
  { signal, onEvent }: { signal: AbortSignal; onEvent: (event: TrackFillEvent) => void },
): Promise<void> {
  const response = await fetch('/api/tracks/fill', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ids: question.ids, ...rangeOf(question) }),
    signal,
  })
  if (!response.ok || response.body === null) throw new RequestFailedError(response.status, 'unknown')
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const lines = (rest + value).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line !== '') onEvent(JSON.parse(line) as TrackFillEvent)
  }
}

function rangeOf({ fromMs, toMs }: Pick<TracksQuestion, 'fromMs' | 'toMs'>) {
  return { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() }
}
