// What the reports page asks the server: a report as it is made, the same as a file, what can be chosen, and what is saved.

import { queryOptions, useQuery } from '@tanstack/react-query'
import type { ReportBook, ReportDefinition } from '@/lib/domain/api/report-book'
import type { ReportEvent } from '@/lib/domain/api/report-table'
import type { ReportChoices, ReportFormat, ReportRequest } from '@/lib/domain/api/reports'
import { fetchJson, RequestFailedError } from './fetch-json'

/** Keys of everything below, for who has changed something. */
export const REPORTS_QUERY_KEY = ['reports'] as const

/** A schedule that is being sent changes within seconds; else the book is as it was, and may be large. */
const BOOK_REFRESH_MS = 15_000
const QUIET_BOOK_REFRESH_MS = 300_000
/** Longer than this no part of a stream is worked on before the page may draw. */
const BUSY_MS = 12

/** GET /api/reports/choices. */
export function useReportChoices() {
  return useQuery({
    queryKey: [...REPORTS_QUERY_KEY, 'choices'],
    queryFn: ({ signal }) => fetchJson<ReportChoices>('/api/reports/choices', signal),
    staleTime: 60_000,
  })
}

/** GET /api/reports/definitions: saved reports and schedules, asked again now and then, as schedules run. */
export function useReportBook() {
  return useQuery({
    queryKey: [...REPORTS_QUERY_KEY, 'book'],
    queryFn: ({ signal }) => fetchJson<ReportBook>('/api/reports/definitions', signal),
    refetchInterval: ({ state }) => (isSending(state.data) ? BOOK_REFRESH_MS : QUIET_BOOK_REFRESH_MS),
    staleTime: 0,
  })
}

/** GET /api/reports/definitions/{id}: all that a saved report asks for; nothing for null. */
export function useReportDefinition(id: string | null) {
  return useQuery({ ...reportDefinition(id ?? ''), enabled: id !== null })
}

/** The same, for who asks once. */
export function reportDefinition(id: string) {
  return queryOptions({
    queryKey: [...REPORTS_QUERY_KEY, 'definition', id],
    queryFn: ({ signal }) =>
      fetchJson<ReportDefinition>(`/api/reports/definitions/${encodeURIComponent(id)}`, signal),
    staleTime: 5_000,
  })
}

function isSending(book: ReportBook | undefined): boolean {
  const runs = book?.schedules.flatMap((schedule) => schedule.runs) ?? []
  return runs.some(({ state }) => state === 'waiting' || state === 'running')
}

/** A report was refused; `message` says why, in words for people, where the server has some. */
export class ReportRefusedError extends Error {
  override name = 'ReportRefusedError'
}

/**
 * POST /api/reports/run: makes a report and tells of each event, in the order in which they come. Long answers are read in
 * parts, between which the page goes on. Aborting the signal ends the report at the server as well.
 * @throws ReportRefusedError when it may not be asked for; TypeError when the line breaks; the signal's reason.
 */
export async function runReport(
  request: ReportRequest,
  { signal, onEvent }: { signal: AbortSignal; onEvent: (event: ReportEvent) => void },
): Promise<void> {
  const response = await post('/api/reports/run', request, signal)
  if (response.body === null) throw new RequestFailedError(response.status, 'unknown')
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  let busySinceMs = performance.now()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const lines = (rest + value).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      if (line === '') continue
      onEvent(JSON.parse(line) as ReportEvent)
      if (performance.now() - busySinceMs < BUSY_MS) continue
      await nextTask()
      signal.throwIfAborted()
      busySinceMs = performance.now()
    }
  }
}

/**
 * POST /api/reports/export: the report as a file, with the name the server gives it.
 * @throws as `runReport`.
 */
export async function exportReport(
  request: ReportRequest,
  { format, signal }: { format: ReportFormat; signal: AbortSignal },
): Promise<{ file: Blob; name: string }> {
  const response = await post(`/api/reports/export?format=${format}`, request, signal)
  const [, name] = /filename="?([^";]+)"?/.exec(response.headers.get('content-disposition') ?? '') ?? []
  return { file: await response.blob(), name: name ?? `report.${format}` }
}

async function post(path: string, request: ReportRequest, signal: AbortSignal): Promise<Response> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
    signal,
  })
  if (response.ok) return response
  const message = messageOf(await response.json().catch(() => null))
  if (message !== null) throw new ReportRefusedError(message)
  throw new RequestFailedError(response.status, 'unknown')
}

function messageOf(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('message' in body)) return null
  return typeof body.message === 'string' ? body.message : null
}

/** Unlike an awaited promise, a message lets the page draw and answer first. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}
