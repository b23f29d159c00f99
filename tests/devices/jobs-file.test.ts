// The file of what became of each device, in the language of whoever asks for it.

import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { LOCALES } from '@/lib/domain/locales'
import { db } from '@/lib/server/db'
import { beginImport, checkImport } from '@/lib/server/services/device-import'
import { deviceJobCsv } from '@/lib/server/services/device-jobs-csv'
import { describeOnOneDatabase } from '../db/each-database'
import { EXPIRY, prepareJobsWorld } from './jobs-world'

const world = prepareJobsWorld()

describeOnOneDatabase('the file of work on devices', () => {
  test('tells steps, changes, states and reasons in each language, and no word of another', async () => {
    const owner = await world().person('owner')
    const [first, second] = await world().devicesOf('acme-north')
    await db().device.updateMany({
      where: { tenantId: world().tenantId, id: first?.id },
      data: { icon: 'bus', plate: null, expiresAt: new Date('2030-01-01T23:59:59Z') },
    })
    const file = Buffer.from(
      `imei,icon,plate,expiry\n${first?.imei},truck,=1+1,\n${second?.imei},,,2031-05-06\n`,
    )
    const columns = ['imei', 'icon', 'plate', 'expiry'] as const
    await world().vendor.fault({ kind: 'refuseOne', method: EXPIRY, imei: second?.imei })
    const { seen } = await checkImport(owner, { file, columns: [...columns] })
    const { jobId } = await beginImport(owner, { file, columns: [...columns], seen, fileName: 'f.csv' })
    await world().work()
    const texts = new Map<string, string>()
    for (const locale of LOCALES) texts.set(locale, await deviceJobCsv(owner, jobId, locale))
    const rows: string[][] = parse(texts.get('es') ?? '', { bom: true })
    expect(rows[0]).toEqual([
      ...['IMEI', 'Nombre', 'Paso', 'Cambios', 'Estado', 'Motivo', 'Código del proveedor'],
      ...['Palabras del proveedor', 'Momento (UTC)'],
    ])
    expect(rows[1]?.slice(2, 8)).toEqual([
      'Nuevo vencimiento',
      expect.stringMatching(/^Vencimiento: de .* a 2031-05-06$/),
      'Fallido',
      'El proveedor lo rechazó.',
      // What the sandbox says to a call whose only device is not the caller's.
      '1002',
      'Illegal device',
    ])
    expect(rows[2]?.slice(2, 6)).toEqual([
      'Edición',
      'Placa: de vacío a =1+1; Ícono: de Autobús a Camión',
      'Hecho',
      '',
    ])
    const english = parse(texts.get('en') ?? '', { bom: true }).flat()
    expect(english).toContain('Plate: empty to =1+1; Icon: Bus to Truck')
    // Only what is of no language is alike: numbers, names, times, the vendor's words.
    const words = ['Name', 'Step', 'Failed', 'Done', 'Edit', 'The vendor refused.', 'failed', 'edit']
    for (const [locale, text] of texts)
      if (locale !== 'en')
        expect([
          locale,
          parse(text, { bom: true })
            .flat()
            .filter((cell: string) => words.includes(cell)),
        ]).toEqual([locale, []])
  })

  test('a new last day that was taken says whose day it is', async () => {
    const owner = await world().person('owner')
    const [first] = await world().devicesOf('acme-north')
    const file = Buffer.from(`imei,expiry\n${first?.imei},2031-05-06\n`)
    const chosen = { file, columns: ['imei' as const, 'expiry' as const] }
    const { seen } = await checkImport(owner, chosen)
    const { jobId } = await beginImport(owner, { ...chosen, seen, fileName: 'f.csv' })
    await world().work()
    const [, row] = parse(await deviceJobCsv(owner, jobId, 'en'), { bom: true }) as string[][]
    expect(row?.slice(4, 6)).toEqual([
      'Done',
      expect.stringContaining('The table shows the platform’s own day'),
    ])
  })
})
