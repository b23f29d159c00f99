// A fence that is drawn at the vendor, and the methods by which it is.

import type { FenceDraft } from '@/lib/domain/api/fences'

export const FENCE_LIST = 'jimi.open.platform.fence.list'
export const FENCE_CREATE = 'jimi.open.platform.fence.create'
export const FENCE_UPDATE = 'jimi.open.platform.fence.update'
export const FENCE_DELETE = 'jimi.open.platform.fence.delete'

// Beijing, where what travels is shifted.
export const yard = { lat: 39.9075, lng: 116.39723 }
export const draft: FenceDraft = {
  name: 'Yard',
  shape: { kind: 'circle', center: yard, radiusM: 300 },
  color: '#3b7aff',
  tags: [],
  description: 'Gate 2',
  rules: { enter: true, exit: true, dwellMin: null },
  enabled: true,
  deviceIds: null,
}
