import type { Fence } from '@/lib/domain/api/fences'
import { FENCE_VENDOR_STATES, type FenceVendorState } from '@/lib/domain/fence-limits'

/** What the page shows; all of it stands in the address, so that a link shows the same. */
export type FenceAddress = {
  /** The chosen fence, `new` for one that is being drawn. */
  fenceId: string | null
  isEditing: boolean
  q: string
  tag: string | null
  copy: FenceVendorState | null
}

export const NEW_FENCE = 'new'

/** Reads an address; what cannot be right is left out. */
export function parseFenceAddress(params: Pick<URLSearchParams, 'get'>): FenceAddress {
  const fenceId = params.get('fence')?.slice(0, 60) || null
  return {
    fenceId,
    isEditing: fenceId === NEW_FENCE || params.get('edit') === '1',
    q: params.get('q')?.slice(0, 100) ?? '',
    tag: params.get('tag')?.slice(0, 40) || null,
    copy: FENCE_VENDOR_STATES.find((state) => state === params.get('copy')) ?? null,
  }
}

/** The query of an address that shows this. */
export function fenceQuery({ fenceId, isEditing, q, tag, copy }: FenceAddress): string {
  const query = new URLSearchParams()
  if (fenceId !== null) query.set('fence', fenceId)
  if (isEditing && fenceId !== null && fenceId !== NEW_FENCE) query.set('edit', '1')
  if (q !== '') query.set('q', q)
  if (tag !== null) query.set('tag', tag)
  if (copy !== null) query.set('copy', copy)
  return query.size === 0 ? '' : `?${query}`
}

/** The fences that fit the filter, in their order. */
export function filterFences(fences: readonly Fence[], { q, tag, copy }: FenceAddress): Fence[] {
  const wanted = q.trim().toLocaleLowerCase()
  return fences.filter(({ name, description, tags, vendor }) => {
    if (tag !== null && !tags.includes(tag)) return false
    if (copy !== null && vendor.state !== copy) return false
    return [name, description, ...tags].some((text) => text.toLocaleLowerCase().includes(wanted))
  })
}

/** Whether a form that is open at one address is gone at another. */
export function isElsewhere(a: FenceAddress, b: FenceAddress): boolean {
  return a.fenceId !== b.fenceId || a.isEditing !== b.isEditing
}
