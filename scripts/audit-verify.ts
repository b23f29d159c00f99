// Recomputes every tenant's audit chain and says how each stands. Exits 1 when one is broken, naming its first broken entry. The newest hash is for
// keeping elsewhere: entries cut off at the end show only by comparison with it.
// The embedded database is locked by a running app; there the page Audit log verifies on demand.

import { newestAuditHash, verifyAuditChain } from '@/lib/server/audit'
import { listAuditTenants } from '@/lib/server/data/system/audit-tenants'
import { closeDb, openDb } from '@/lib/server/db'

let isBroken = false
await openDb()
try {
  for (const { id, slug } of await listAuditTenants()) {
    const check = await verifyAuditChain(id)
    if (!check.intact) isBroken = true
    const state = check.intact
      ? `chain verified, ${check.entries} entries, newest ${(await newestAuditHash(id)) ?? 'none'}`
      : `chain broken at entry ${check.brokenAtSeq}`
    process.stdout.write(`${slug}: ${state}\n`)
  }
} finally {
  await closeDb()
}
process.exit(isBroken ? 1 : 0)
