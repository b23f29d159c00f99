// The table of devices as a file: what the viewer may see, with the columns that are shown, and nothing that a spreadsheet
// would take for a formula.

import { inflateRawSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { ALL_DEVICES, type DeviceColumn, USUAL_SORT } from '@/lib/domain/device-table'
import { DEFAULT_PREFERENCES } from '@/lib/domain/preferences'
import type { Viewer } from '@/lib/server/access'
import { syncRoster } from '@/lib/server/data/system/roster-sync'
import { db } from '@/lib/server/db'
import { ForbiddenError, NotFoundError } from '@/lib/server/errors'
import { type DeviceFileOrder, deviceFile } from '@/lib/server/services/device-table-export'
import { describeOnEachDatabase } from '../db/each-database'
import { account, device, imeiOf, makeTenant } from '../db/fixtures'
import { makeUser } from '../notify/notify-world'

const NOW = Date.parse('2026-11-22T12:00:00Z')
const clock = { now: () => NOW, sleep: async () => undefined, random: () => 0.5 }
const HOSTILE = ['=1+1', '+cmd|calc', '@SUM(A1)', '-2+3', 'a,"b"', '<b>&</b>']
const COLUMNS: DeviceColumn[] = ['name', 'imei', 'status', 'expires', 'activated', 'enabled', 'icon']

const orderOf = (over: Partial<DeviceFileOrder> = {}): DeviceFileOrder => ({
  filter: ALL_DEVICES,
  sort: USUAL_SORT,
  columns: COLUMNS,
  format: 'csv',
  zone: 'America/New_York',
  reader: { locale: 'en', preferences: DEFAULT_PREFERENCES, tenantName: 'Tenant' },
  signal: new AbortController().signal,
  clock,
  ...over,
})

async function bytesOf(viewer: Viewer, order: DeviceFileOrder): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const chunk of (await deviceFile(viewer, order)).chunks) parts.push(chunk)
  return Buffer.concat(parts)
}

describeOnEachDatabase('files of the table of devices', () => {
  let tenantId: string
  let owner: Viewer
  let branch: Viewer
  beforeAll(async () => {
    const tenant = await makeTenant()
    tenantId = tenant.tenantId
    owner = await makeUser(tenantId, { role: 'owner' })
    branch = await makeUser(tenantId, { role: 'viewer', scopePath: '/top/north/' })
    const expiresAt = new Date('2026-11-22T04:59:59Z')
    const activatedAt = new Date('2026-11-21T04:59:59Z')
    await syncRoster(tenantId, tenant.connectionId, {
      accounts: [account('top'), account('north', 'top')],
      devices: [
        ...HOSTILE.map((name, at) => device(imeiOf(at), 'top', { name })),
        device(imeiOf(50), 'north', { name: 'North', enabled: false, icon: 'per', activatedAt, expiresAt }),
      ],
    })
  })

  test('a file has the rows of the viewer alone, in words and on the clock of their zone', async () => {
    const lines = (await bytesOf(branch, orderOf())).toString('utf8').trim().split('\r\n')
    expect(lines).toEqual([
      'Name,IMEI,Status,Expires,Activated (America/New_York),Enabled,Icon',
      // New York is five hours behind UTC in November; a term is a day of UTC to everybody.
      `North,${imeiOf(50)},Expired,2026-11-22,2026-11-20 23:59:59,Disabled,Person`,
    ])
  })

  test('no name becomes a formula, in neither format', async () => {
    const csv = (await bytesOf(owner, orderOf({ columns: ['name'] }))).toString('utf8')
    for (const name of HOSTILE.slice(0, 4)) expect(csv).toContain(`\r\n'${name}\r\n`)
    expect(csv).toContain('"a,""b"""')
    const xlsx = await bytesOf(owner, orderOf({ format: 'xlsx', columns: ['name'] }))
    const sheet = sheetOf(xlsx)
    expect(sheet).not.toContain('<f>')
    expect(sheet).toContain('<t xml:space="preserve">=1+1</t>')
    expect(sheet).toContain('&lt;b&gt;&amp;&lt;/b&gt;')
  })

  test('a filter and an order hold in the file, which is noted in the audit trail', async () => {
    const order = orderOf({ columns: ['name'], sort: { key: 'imei', isDescending: true } })
    const csv = (await bytesOf(owner, order)).toString('utf8').trim().split('\r\n')
    expect(csv.slice(1, 3)).toEqual(['North', '<b>&</b>'])
    const filtered = await bytesOf(owner, orderOf({ filter: { ...ALL_DEVICES, enabled: false } }))
    expect(filtered.toString('utf8').trim().split('\r\n')).toHaveLength(2)
    const entries = await db().$queryRaw<{ actorId: string; detail: { rows: number } }[]>`
      SELECT actor_id AS "actorId", detail FROM audit_entry
      WHERE tenant_id = ${tenantId}::uuid AND action = 'device.export' ORDER BY seq DESC LIMIT 1`
    expect(entries).toMatchObject([{ actorId: owner.userId, detail: { rows: 1 } }])
  })

  test('without the right there is none, and a foreign account is a missing one', async () => {
    const denied = await makeUser(tenantId, { role: 'viewer' })
    await db().user.update({
      where: { tenantId_id: { tenantId, id: denied.userId } },
      data: { deniedRights: ['export'] },
    })
    await expect(deviceFile(denied, orderOf())).rejects.toBeInstanceOf(ForbiddenError)
    const top = await db().account.findFirstOrThrow({ where: { tenantId, login: 'top' } })
    const filter = { ...ALL_DEVICES, accountId: top.id }
    await expect(deviceFile(branch, orderOf({ filter }))).rejects.toEqual(new NotFoundError())
  })
})

/** The first sheet of a workbook, found by its local header. */
function sheetOf(zip: Buffer): string {
  const name = 'xl/worksheets/sheet1.xml'
  const at = zip.indexOf(name)
  return inflateRawSync(zip.subarray(at + name.length), { finishFlush: 2 }).toString('utf8')
}
