// Run by token.test.ts as a process of its own: asks the vendor for the devices of an account and prints their number.

import { closeDb } from '@/lib/server/db'
import { callConnection } from '@/lib/server/jimi'

const [tenantId = '', id = '', accountLogin = ''] = process.argv.slice(2)
const rows = await callConnection({ tenantId, id }, 'jimi.user.device.location.list', { accountLogin })
process.stdout.write(`${rows.length}\n`)
await closeDb()
