// What the explorer asks the server: the form of a method, and the calls themselves.

import { useMutation, useQuery } from '@tanstack/react-query'
import type {
  ExplorerCall,
  ExplorerHeld,
  ExplorerInvalid,
  ExplorerMethod,
  ExplorerOrdered,
  ExplorerResult,
} from '@/lib/domain/api/explorer'
import type { Problem } from '@/lib/domain/schema-form/shape'
import { fetchJson } from './fetch-json'

/** GET /api/jimi/{method}. It never changes while a page is open. */
export function useExplorerMethod(name: string, profile: 'ts' | 'pro') {
  return useQuery({
    queryKey: ['explorer', name, profile],
    queryFn: ({ signal }) => fetchJson<ExplorerMethod>(`${addressOf(name)}?profile=${profile}`, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** What became of a call. `failed`: it was refused before the vendor, or our own server did not answer (`status` 0). */
export type CallReply =
  | { kind: 'done'; result: ExplorerResult }
  | { kind: 'ordered'; ordered: ExplorerOrdered }
  | { kind: 'invalid'; problems: Problem[] }
  | { kind: 'unconfirmed' | 'refused'; held: ExplorerHeld }
  | { kind: 'failed'; status: number; message: string }

/** POST /api/jimi/{method}. Never repeated by itself: nobody knows whether a lost call happened. */
export function useExplorerCall(name: string) {
  return useMutation({ mutationFn: (call: ExplorerCall) => postCall(name, call), retry: false })
}

async function postCall(name: string, call: ExplorerCall): Promise<CallReply> {
  const response = await fetch(addressOf(name), {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(call),
  }).catch(() => null)
  const body: unknown = await response?.json().catch(() => null)
  if (!response || typeof body !== 'object' || body === null)
    return { kind: 'failed', status: response?.status ?? 0, message: '' }
  // Server and browser are one build: the status tells which of its answers this is.
  if (response.ok && 'command' in body) return { kind: 'ordered', ordered: body as ExplorerOrdered }
  if (response.ok) return { kind: 'done', result: body as ExplorerResult }
  if (response.status === 422) return { kind: 'invalid', problems: (body as ExplorerInvalid).problems }
  if (response.status === 409) return { kind: 'unconfirmed', held: body as ExplorerHeld }
  if ('request' in body) return { kind: 'refused', held: body as ExplorerHeld }
  const message = 'message' in body && typeof body.message === 'string' ? body.message : ''
  return { kind: 'failed', status: response.status, message }
}

function addressOf(name: string): string {
  return `/api/jimi/${encodeURIComponent(name)}`
}
