// A file of devices from its dry run to the work it begins: what each row comes to, for whom, and what reaches the vendor.

import { expect, test } from 'vitest'
import type { ImportColumns, ImportRow } from '@/lib/domain/device-import'
import type { Viewer } from '@/lib/server/access'
import { beginDeviceJob, takeItems } from '@/lib/server/data/system/device-jobs-items'
import { db } from '@/lib/server/db'
import { ForbiddenError } from '@/lib/server/errors'
import { beginImport, checkImport, lookAtImport } from '@/lib/server/services/device-import'
import { describeOnEachDatabase } from '../db/each-database'
import { prepareJobsWorld, UPDATE } from './jobs-world'

const world = prepareJobsWorld()
const COLUMNS: ImportColumns = ['imei', 'name', 'phone', 'icon', 'expiry', 'account', 'remarks']
const fileOf = (rows: readonly string[][]) =>
  Buffer.from(['a,b,c,d,e,f,g', ...rows.map((row) => row.join(','))].join('\n'), 'utf8')
const row = (imei: string, over: Partial<Record<number, string>> = {}) =>
  COLUMNS.map((_, index) => (index === 0 ? imei : (over[index] ?? '')))
const fatesOf = (rows: readonly ImportRow[]) => rows.map(({ fate }) => fate)

/** Looks at a file and begins what it would do. */
async function run(viewer: Viewer, file: Buffer, columns = COLUMNS) {
  const { seen } = await checkImport(viewer, { file, columns })
  return beginImport(viewer, { file, columns, seen, fileName: 'fleet.csv' })
}

describeOnEachDatabase('a file of devices', () => {
  test('a dry run tells the fate of each row and writes nothing, at the vendor or here', async () => {
    const owner = await world().person('owner')
    const imeis = (await world().devicesOf('acme-north')).map(({ imei }) => imei)
    const [first = '', second = '', third = ''] = imeis
    const [foreign] = world().vendor.world.imeisOf('other')
    const [depot = ''] = (await world().devicesOf('north-depot')).map(({ imei }) => imei)
    const file = fileOf([
      row(first, { 1: '<b>Van</b>', 2: '+31 20 555', 3: 'Truck', 4: '2031-05-06', 5: 'acme-northwest' }),
      row(second, { 1: `Vehicle ${second}` }),
      row(third, { 1: 'A' }),
      row(third, { 1: 'B' }),
      row('860999999999999', { 1: 'Nobody’s' }),
      row(foreign ?? '', { 1: 'Theirs' }),
      row('8.6E+14', { 1: 'Rounded' }),
      row('', { 1: 'Nameless' }),
      row(depot, { 1: 'x'.repeat(101), 2: 'call me', 3: 'rocket', 4: '4/1/2031' }),
    ])
    expect(await lookAtImport(owner, file)).toMatchObject({ rowCount: 9 })
    const { rows, changing } = await checkImport(owner, { file, columns: COLUMNS })
    expect(fatesOf(rows)).toEqual([
      ...['change', 'unchanged', 'twice', 'twice', 'unknown', 'unknown', 'imei', 'no_imei', 'long'],
    ])
    expect(changing).toBe(1)
    expect(rows[0]?.changes.map(({ field, to }) => [field, to])).toEqual([
      ['account', 'Name of acme-northwest'],
      ['expiry', '2031-05-06T23:59:59.000Z'],
      ['name', '<b>Van</b>'],
      ['phone', '+31 20 555'],
      ['icon', 'truck'],
    ])
    expect(rows[8]?.problems.map(({ word }) => word)).toEqual(['long', 'phone', 'icon', 'date'])
    // What is foreign and what is missing is told in the same words.
    expect({ ...rows[4], imei: '', line: 0, problems: [] }).toEqual({
      ...{ ...rows[5], imei: '', line: 0, problems: [] },
    })
    expect(await world().writes()).toBe(0)
    expect(await db().deviceJob.count({ where: { tenantId: world().tenantId } })).toBe(0)
    expect(await world().trail()).toEqual([])
  })

  test('a file is run device by device: moved, given a term, edited, with our rows and the audit telling it', async () => {
    const owner = await world().person('owner')
    const [first, second] = await world().devicesOf('acme-north')
    const file = fileOf([
      row(first?.imei ?? '', { 1: '=1+1', 4: '2031-05-06', 5: 'acme-northwest' }),
      row(second?.imei ?? '', { 3: 'per', 6: 'Line' }),
    ])
    const { jobId, total } = await run(owner, file)
    expect(total).toBe(4)
    await world().work()
    const { job, items } = await world().outcome(owner, jobId)
    expect(items.map(({ step, state }) => [step, state])).toEqual([
      ['move', 'done'],
      ['expiry', 'done'],
      ['edit', 'done'],
      ['edit', 'done'],
    ])
    expect(job).toMatchObject({ kind: 'import', state: 'done', about: { fileName: 'fleet.csv' } })
    const stored = await db().device.findMany({
      where: { tenantId: world().tenantId, id: { in: [first?.id ?? '', second?.id ?? ''] } },
      select: { name: true, icon: true, remark: true, account: { select: { login: true } } },
      orderBy: { imei: 'asc' },
    })
    expect(stored).toMatchObject([
      { name: '=1+1', account: { login: 'acme-northwest' } },
      { icon: 'per', remark: 'Line', account: { login: 'acme-north' } },
    ])
    expect((await world().trail()).map(({ action }) => action)).toEqual([
      'device_job.start',
      'device_job.end',
    ])
    // The same file asks for nothing any more.
    const again = await checkImport(owner, { file, columns: COLUMNS })
    expect(fatesOf(again.rows)).toEqual(['unchanged', 'unchanged'])
  })

  test('an edit that may have left when its worker died is looked after, and never sent twice', async () => {
    const owner = await world().person('owner')
    const [first, second] = await world().devicesOf('acme-north')
    const columns: ImportColumns = ['imei', 'name', null, null, null, null, null]
    const file = fileOf([row(first?.imei ?? '', { 1: 'One' }), row(second?.imei ?? '', { 1: 'Two' })])
    const { jobId } = await run(owner, file, columns)
    const ref = { tenantId: world().tenantId, jobId }
    // The first worker took one and died before anything left.
    await beginDeviceJob(ref)
    expect(await takeItems(ref, 50)).toHaveLength(1)
    await world().work()
    const { items } = await world().outcome(owner, jobId)
    expect(items.map(({ state, problem }) => [state, problem?.word ?? null])).toEqual([
      ['failed', 'read_undone'],
      ['done', null],
    ])
    expect([await world().callsOf(UPDATE), await world().sent(jobId)]).toEqual([1, [1, 1]])
  })

  test('an edit whose answer was lost is found to be done by reading', async () => {
    const owner = await world().person('owner')
    const [first] = await world().devicesOf('acme-north')
    const columns: ImportColumns = ['imei', 'name', null, null, null, null, null]
    const { jobId } = await run(owner, fileOf([row(first?.imei ?? '', { 1: 'One' })]), columns)
    await world().vendor.fault({ kind: 'half', method: UPDATE, times: 1 })
    await world().work()
    const { items } = await world().outcome(owner, jobId)
    expect(items).toMatchObject([{ state: 'done', problem: { word: 'read_done' } }])
    expect(await world().callsOf(UPDATE)).toBe(1)
  })

  test('a scope is its own: what lies outside is unknown, and no account outside is a target', async () => {
    const depot = await world().person('distributor', '/acme/acme-north/north-depot/')
    const [outside] = await world().devicesOf('acme-north')
    const [own] = await world().devicesOf('north-depot')
    const file = fileOf([
      row(outside?.imei ?? '', { 1: 'Taken' }),
      row(own?.imei ?? '', { 5: 'acme-northwest' }),
    ])
    const { rows, seen } = await checkImport(depot, { file, columns: COLUMNS })
    expect(fatesOf(rows)).toEqual(['unknown', 'account'])
    expect(rows[0]?.deviceName).toBeNull()
    const order = { file, columns: COLUMNS, seen, fileName: 'f.csv' }
    await expect(beginImport(depot, order)).rejects.toMatchObject({ why: 'nothing' })
    const viewer = await world().person('viewer')
    const doors = [
      () => lookAtImport(viewer, file),
      () => checkImport(viewer, order),
      () => beginImport(viewer, order),
    ]
    for (const ask of doors) await expect(ask()).rejects.toBeInstanceOf(ForbiddenError)
  })

  test('what a dry run has not shown is not begun, and columns that do not fit are refused', async () => {
    const owner = await world().person('owner')
    const [first] = await world().devicesOf('acme-north')
    const file = fileOf([row(first?.imei ?? '', { 1: 'One' })])
    const { seen } = await checkImport(owner, { file, columns: COLUMNS })
    await db().device.update({
      where: { tenantId_id: { tenantId: world().tenantId, id: first?.id ?? '' } },
      data: { name: 'Renamed meanwhile' },
    })
    const order = { file, columns: COLUMNS, seen, fileName: 'f.csv' }
    await expect(beginImport(owner, order)).rejects.toMatchObject({ why: 'changed' })
    const refused: ImportColumns[] = [
      ['imei'],
      ['name', 'plate'],
      ['imei', 'imei', 'name'],
      [...COLUMNS, 'sim'],
    ]
    for (const columns of refused)
      await expect(checkImport(owner, { file, columns })).rejects.toMatchObject({ why: 'columns' })
    expect(await world().writes()).toBe(0)
  })
})
