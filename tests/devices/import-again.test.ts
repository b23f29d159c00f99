// The table's own file given back as it was: in every language and both formats it asks for nothing.

import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { VEHICLE_ICONS } from '@/lib/domain/api/device-jobs'
import { iconInRoster } from '@/lib/domain/device-icons'
import { ALL_DEVICES, DEVICE_COLUMNS, USUAL_SORT } from '@/lib/domain/device-table'
import { LOCALES } from '@/lib/domain/locales'
import { DEFAULT_PREFERENCES } from '@/lib/domain/preferences'
import type { Viewer } from '@/lib/server/access'
import { db } from '@/lib/server/db'
import { checkImport, lookAtImport } from '@/lib/server/services/device-import'
import { deviceFile } from '@/lib/server/services/device-table-export'
import { describeOnEachDatabase } from '../db/each-database'
import { HOSTILE_NAMES, storedName } from '../fixtures/hostile-names'
import { prepareJobsWorld } from './jobs-world'

const world = prepareJobsWorld()
const FORMATS = ['csv', 'xlsx'] as const
/** Names that the guard against formulas itself could hurt. */
const GUARDED = ["'=1", "''+1", "'quoted'", "''", "'", '\uff1d1', '\u200b@x', "' -1"]
const NAMES = [...HOSTILE_NAMES.map(({ name }) => storedName(name)), ...GUARDED]

async function exported(viewer: Viewer, locale: string, format: (typeof FORMATS)[number]): Promise<Buffer> {
  const { chunks } = await deviceFile(viewer, {
    ...{ filter: ALL_DEVICES, sort: USUAL_SORT, columns: DEVICE_COLUMNS, format, zone: 'America/New_York' },
    reader: { locale, preferences: DEFAULT_PREFERENCES, tenantName: 'Tenant' },
    signal: new AbortController().signal,
  })
  const parts: Uint8Array[] = []
  for await (const chunk of chunks) parts.push(chunk)
  return Buffer.concat(parts)
}

/** As many devices as there are hostile names, with every icon, terms of every kind, and texts that could not be typed. */
async function addDevices(): Promise<number> {
  const { tenantId } = world()
  const place = await db().device.findFirstOrThrow({
    where: { tenantId, account: { login: 'north-depot' } },
    select: { connectionId: true, accountId: true },
  })
  const icons = [...VEHICLE_ICONS.map(iconInRoster), 'rocket', 'v.2', null]
  const terms = ['2020-01-01T23:59:59Z', '2031-05-06T23:59:59Z', '2019-02-03T04:05:06Z', null]
  await db().device.createMany({
    data: NAMES.map((name, at) => ({
      ...{ ...place, tenantId, id: randomUUID(), imei: String(861_000_000_000_000 + at), name },
      ...{ icon: icons[at % icons.length], plate: ` ${name.slice(0, 20)} `, driverName: name },
      ...{ driverPhone: at % 2 === 0 ? 'ask at the desk' : '+31 20 555', sim: 'none yet', remark: name },
      ...{
        groupName: at % 3 === 0 ? name : null,
        expiresAt: terms[at % 4] ? new Date(terms[at % 4] ?? 0) : null,
      },
    })),
  })
  return db().device.count({ where: { tenantId, removedAt: null } })
}

describeOnEachDatabase('the file of the table, given back', () => {
  test('untouched, it asks for nothing, whatever the language and however devices are called', async () => {
    const owner = await world().person('owner')
    const count = await addDevices()
    for (const locale of LOCALES)
      for (const format of FORMATS) {
        const file = await exported(owner, locale, format)
        const columns = (await lookAtImport(owner, file)).columns.map(({ guess }) => guess)
        expect([locale, columns.filter((guess) => guess !== null).toSorted()]).toEqual([
          locale,
          [
            'account',
            'driver',
            'expiry',
            'group',
            'icon',
            'imei',
            'name',
            'phone',
            'plate',
            'remarks',
            'sim',
          ],
        ])
        const { rows } = await checkImport(owner, { file, columns })
        expect(rows.filter(({ fate }) => fate !== 'unchanged').map((row) => [locale, format, row])).toEqual(
          [],
        )
        expect(rows).toHaveLength(count)
      }
    expect(await world().writes()).toBe(0)
  }, 60_000)

  test('a day that is over is refused for a device that has another', async () => {
    const owner = await world().person('owner')
    const [first, second] = await world().devicesOf('acme-north')
    await db().device.updateMany({
      where: { tenantId: world().tenantId, id: first?.id },
      data: { expiresAt: new Date('2020-01-01T23:59:59Z') },
    })
    const file = Buffer.from(`imei,expiry\n${first?.imei},2020-01-01\n${second?.imei},2020-01-01`)
    const { rows } = await checkImport(owner, { file, columns: ['imei', 'expiry'] })
    expect(rows.map(({ fate }) => fate)).toEqual(['unchanged', 'past'])
  })
})
