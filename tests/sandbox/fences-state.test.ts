// What calls make of fences, in devices and on the platform.

import { describe, expect, test } from 'vitest'
import { DRIVING } from './fixture-world'
import { memberText, type Params } from './raw-client'
import { bench, call, prepareYard, REPORT_HOURS, ROWS } from './yard-bench'
import { CAMERA, TAG } from './yard-world'

prepareYard()

describe('fences of devices', () => {
  const FENCE = {
    imei: DRIVING,
    alarm_type: 'in',
    report_mode: '0',
    alarm_switch: 'ON',
    lng: '-8.5',
    lat: '40',
    radius: '9999',
    zoom_level: '15',
    map_type: 'GOOGLE',
  }
  const create = (fence_name: string, changes: Params = {}) =>
    call('jimi.open.device.fence.create', { ...FENCE, fence_name, ...changes })

  test('serials count per device from 1 and are not given twice', async () => {
    expect(await create('a')).toMatchObject({ result: '1' })
    expect(await create('b')).toMatchObject({ result: '2' })
    await call('jimi.open.device.fence.delete', { imei: DRIVING, instruct_no: '2' })
    expect(await create('b')).toMatchObject({ result: '3' })
    expect(await create('a', { imei: TAG })).toMatchObject({ result: '1' })
  })

  test('a device holds five, by our choice', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) expect(await create(name)).toMatchObject({ code: 0 })
    expect(await create('f')).toMatchObject({ code: 41001 })
  })

  test('deviceRadiusUnit: m takes metres where steps of 100 m end', async () => {
    expect(await create('a', { radius: '10000' })).toMatchObject({ code: 1001 })
    await bench.setSwitches({ deviceRadiusUnit: 'm' })
    expect(await create('a', { radius: '10000' })).toMatchObject({ code: 0 })
  })
})

describe('fences of the platform', () => {
  const CIRCLE = { account: 'acme', fence_type: 'circle', geom: '39.676259,-8.5', radius: '500' }
  const create = async (fence_name: string, changes: Params = {}) =>
    memberText(await call('jimi.open.platform.fence.create', { ...CIRCLE, fence_name, ...changes }), 'data')
  const detail = async (fence_id: string) =>
    (await call('jimi.open.platform.fence.detail', { fence_id })).result

  test('create with fence_id edits, and keeps what is bound', async () => {
    const fence_id = await create('Yard')
    await call('jimi.open.platform.fence.bind', { fence_id, imeis: DRIVING, alert_type: 'in,out' })
    expect(await create('Gate', { fence_id, radius: '700' })).toBe(fence_id)
    expect(await detail(fence_id)).toMatchObject({
      fence_name: 'Gate',
      radius: '700',
      imeis: DRIVING,
      alert_type: 'in,out',
    })
  })

  test('fenceEdit: the other name of editing can be switched off, and the first one too', async () => {
    const fence_id = await create('Yard')
    const edit = { ...CIRCLE, fence_id, fence_name: 'Gate' }
    await bench.setSwitches({ fenceEdit: 'create' })
    expect(await call('jimi.open.platform.fence.update', edit)).toMatchObject({ code: 1007 })
    await bench.setSwitches({ fenceEdit: 'update' })
    expect(await create('Gate', { fence_id })).not.toBe(fence_id)
  })

  test('points come with # and go with ;', async () => {
    const fence_id = await create('Field', {
      fence_type: 'polygon',
      geom: '40,-8#40.1,-8#40.1,-8.1',
      radius: '',
    })
    expect(await detail(fence_id)).toMatchObject({
      fence_type: 'polygon',
      coordinates: '40,-8;40.1,-8;40.1,-8.1',
    })
  })

  test('a circle without radius is kept as a polygon of one point', async () => {
    const fence_id = await create('Dot', { radius: '' })
    expect(await detail(fence_id)).toMatchObject({ fence_type: 'polygon', coordinates: '39.676259,-8.5' })
  })

  test.each([
    ['a radius under 200 m', { radius: '199' }],
    ['a radius over 5000 m', { radius: '5001' }],
    ['GeoJSON', { geom: '{"type":"Point","coordinates":[30,10]}' }],
    ['a place beyond the pole', { geom: '91,0' }],
    ['two points as polygon', { fence_type: 'polygon', geom: '40,-8#41,-8' }],
  ])('%s is refused with 1001', async (_, changes: Params) => {
    const params = { ...CIRCLE, fence_name: 'Yard', ...changes }
    expect(await call('jimi.open.platform.fence.create', params)).toMatchObject({ code: 1001 })
  })

  test('binding replaces, or adds when the switch says so', async () => {
    const fence_id = await create('Yard')
    const bind = (imeis: string) =>
      call('jimi.open.platform.fence.bind', { fence_id, imeis, alert_type: 'in' })
    expect(await bind(`${DRIVING},${CAMERA}`)).toMatchObject({ data: '2' })
    expect(await bind(TAG)).toMatchObject({ data: '1' })
    await bench.setSwitches({ fenceBindAdds: true })
    expect(await bind(DRIVING)).toMatchObject({ data: '2' })
  })

  test('lists come in pages of at most 50', async () => {
    for (let number = 0; number < 12; number += 1) await create(`Fence ${number}`)
    const page = await call('jimi.open.platform.fence.list', {
      account: 'acme',
      page_no: '2',
      page_size: '5',
    })
    expect(page).toMatchObject({ result: { total: 12, rows: { length: 5 } } })
  })

  test('fenceMissingCode', async () => {
    await bench.setSwitches({ fenceMissingCode: 1100 })
    const params = { fence_id: 'f'.repeat(32) }
    expect(await call('jimi.open.platform.fence.detail', params)).toMatchObject({ code: 1100 })
  })

  test('visits are those of the track', async () => {
    const fence_id = await create('Yard')
    await call('jimi.open.platform.fence.bind', { fence_id, imeis: DRIVING, alert_type: 'in' })
    const params = { account: 'acme', imeis: DRIVING, ...REPORT_HOURS, ...ROWS }
    const { data } = await call('jimi.open.platform.fence.duration', params)
    // Due north at 10 m/s through a circle of 500 m whose centre is passed at 09:00 exactly; a fix every 10 s.
    expect(data).toMatchObject({
      dataTotalRows: '1',
      rows: [
        {
          fenceName: 'Yard',
          enterTime: '2026-03-18T08:59:10.000Z',
          exitTime: '2026-03-18T09:01:00.000Z',
          duration: '110',
        },
      ],
    })
  })
})
