// What a viewer's tenant and account scope mean in a query. Every filter of tenant data is made here.

import 'server-only'
import type { Viewer } from '../access'

/** Prisma filter for rows of accounts the viewer may see. */
export function visibleAccounts(viewer: Viewer) {
  return { tenantId: viewer.tenantId, path: { startsWith: escapeLike(viewer.scopePath) }, removedAt: null }
}

/** Prisma filter for rows of devices the viewer may see: theirs by account and group, and still in the roster. */
export function visibleDevices(viewer: Viewer) {
  return {
    tenantId: viewer.tenantId,
    removedAt: null,
    scopePath: { startsWith: escapeLike(viewer.scopePath) },
  }
}

/** Prisma filter for fences the viewer may see: those drawn for accounts in their scope, and not taken away. */
export function visibleFences(viewer: Viewer) {
  return {
    tenantId: viewer.tenantId,
    removedAt: null,
    scopePath: { startsWith: escapeLike(viewer.scopePath) },
  }
}

/** Prisma passes `startsWith` to LIKE as it stands, and percent-encoded paths are full of wildcards. */
function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}
