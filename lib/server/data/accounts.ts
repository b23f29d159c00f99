// The account tree as people may see it. Writing it is the roster sync's business (system/roster.ts).

import 'server-only'
import type { Viewer } from '../access'
import { db } from '../db'
import { visibleAccounts } from './scope'

/** An account of the vendor's tree. */
export type Account = {
  id: string
  connectionId: string
  login: string
  name: string
  /** Vendor account type: 8 distributor, 9 ordinary user, 10 ordinary distributor ... */
  type: number | null
  parentId: string | null
  path: string
}

/** The accounts in the viewer's scope, parents before their children. */
export function listAccounts(viewer: Viewer): Promise<Account[]> {
  return db().account.findMany({
    where: visibleAccounts(viewer),
    select: { id: true, connectionId: true, login: true, name: true, type: true, parentId: true, path: true },
    orderBy: { path: 'asc' },
  })
}
