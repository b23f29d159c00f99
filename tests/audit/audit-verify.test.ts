// The command that verifies audit chains: what it says, and the exit code that monitoring goes by.

import { execFile } from 'node:child_process'
import path from 'node:path'
import { expect, test } from 'vitest'
import { appendAudit } from '@/lib/server/audit'
import { closeDb, openDb, sql } from '@/lib/server/db'
import { describeOnOneDatabase } from '../db/each-database'
import { makeTenant } from '../db/fixtures'

const root = path.resolve(import.meta.dirname, '../..')

describeOnOneDatabase('npm run audit:verify', ({ databaseUrl, dataDir }) => {
  /** Runs the command as package.json does. The embedded database is one process' at a time, so ours is closed meanwhile. */
  async function verify(): Promise<{ code: number; output: string }> {
    await closeDb()
    const command = ['--conditions=react-server', '--import', 'tsx', 'scripts/audit-verify.ts']
    const env = { ...process.env, DATABASE_URL: databaseUrl(), MILEPOST_DATA_DIR: dataDir() }
    const done = await new Promise<{ code: number; output: string }>((resolve) => {
      execFile(process.execPath, command, { cwd: root, env }, (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr }),
      )
    })
    await openDb()
    return done
  }

  // The command loads the whole server, which takes seconds on a busy machine.
  test('exits 0 while all chains hold, and 1 with the first entry that does not', {
    timeout: 60_000,
  }, async () => {
    const [whole, broken] = [await makeTenant(), await makeTenant()]
    for (const { tenantId } of [whole, broken])
      for (const action of ['session.start', 'person.change', 'session.end'])
        await appendAudit(tenantId, { actorId: null, action })
    const before = await verify()
    expect(before.output).toContain(`${whole.tenantId}: chain verified, 3 entries`)
    expect(before.code).toBe(0)
    await sql().query('ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only')
    await sql().query(`UPDATE audit_entry SET detail = '{"role":"owner"}' WHERE tenant_id = $1 AND seq = 2`, [
      broken.tenantId,
    ])
    await sql().query('ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_append_only')
    const after = await verify()
    expect(after.output).toContain(`${whole.tenantId}: chain verified, 3 entries`)
    expect(after.output).toContain(`${broken.tenantId}: chain broken at entry 2`)
    expect(after.code).toBe(1)
  })
})
