import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BELOW, DRIVING, EXPIRED, INDOORS, SILENT, START_MS } from './fixture-world'
import { type Bench, openBench, type Params, rows, utcText } from './raw-client'

// Names of members: the field tables and samples of the vendor's method sheet, per profile.

const DEVICE = `imei deviceName mcType mcTypeUseScope sim expiration activationTime reMark vehicleName vehicleIcon
  vehicleNumber vehicleModels carFrame driverName driverPhone enabledFlag engineNumber`
const GROUP = 'deviceGroupId deviceGroup'
const DETAIL = `${DEVICE} user_expiration iccid imsi importTime licensePlatNo VIN vehicleBrand fuel_100km status`
const LOCATION = `imei deviceName icon status posType lat lng hbTime accStatus speed gpsTime activationFlag
  expireFlag electQuantity locDesc powerValue`
const LOCATION_PRO = `${LOCATION} mcType gpsSignal batteryPowerVal gpsNum direction distance temperature trackerOil
  trackerOils currentMileage account customerName state stateTime iccid mac chargeStatus shutdown confidence`
const POINT = 'lat lng gpsTime direction gpsSpeed posType'
const TRIP = 'imei startTime endTime startLat startLng endLat endLng distance avgSpeed'
const ALARM = 'deviceName model account alertTypeId alertTime positioningTime lat lng'
const CHILD = `account name type displayFlag address birth companyName email phone language sex enabledFlag remark`

function names(list: string): string[] {
  return list.split(/\s+/).sort()
}

const SPAN = { begin_time: '2026-03-18 08:00:00', end_time: '2026-03-18 09:59:59' }

type Shape = [method: string, params: Params, ts: string, pro: string]
const SHAPES: Shape[] = [
  ['jimi.user.child.list', { target: 'acme' }, CHILD, CHILD],
  ['jimi.user.device.list', { target: 'acme' }, DEVICE, `${DEVICE} ${GROUP}`],
  [
    'jimi.track.device.detail',
    { imei: DRIVING },
    DETAIL,
    `${DETAIL} account customerName currentMileage ${GROUP}`,
  ],
  ['jimi.user.device.location.list', { target: 'acme' }, LOCATION, LOCATION_PRO],
  ['jimi.device.location.get', { imeis: DRIVING }, `${LOCATION} distance`, LOCATION_PRO],
  [
    'jimi.device.track.list',
    { imei: DRIVING, ...SPAN },
    POINT,
    `${POINT} satellite ignition accStatus gpsMode confidence`,
  ],
  [
    'jimi.device.track.mileage',
    { imeis: DRIVING, ...SPAN },
    `${TRIP} elapsed`,
    `${TRIP} elapsed runTimeSecond maxSpeed`,
  ],
  [
    'jimi.device.alarm.list',
    { imei: DRIVING, ...SPAN },
    `${ALARM} IMEI alertType`,
    `${ALARM} imei alarmTypeName speed geoid`,
  ],
]

describe.each(['ts', 'pro'] as const)('profile %s', (profile) => {
  let bench: Bench
  let token: string
  beforeAll(async () => {
    bench = await openBench({ profile })
    token = await bench.login()
  })
  afterAll(() => bench.sandbox.close())

  test.each(SHAPES)('%s carries exactly the documented members', async (method, params, ts, pro) => {
    const answer = await bench.call(method, { access_token: token, ...params })
    expect(answer).toMatchObject({ code: 0, message: 'success' })
    const list = Array.isArray(answer.result) ? rows(answer) : [answer.result as Record<string, unknown>]
    expect(list.length).toBeGreaterThan(0)
    const expected = names(profile === 'ts' ? ts : pro)
    for (const row of list) expect(Object.keys(row).sort()).toEqual(expected)
  })

  test('the envelopes carry data where the profile has it', async () => {
    const data: Record<string, unknown> = {}
    for (const [method, params] of SHAPES) {
      const answer = await bench.call(method, { access_token: token, ...params })
      if ('data' in answer) data[method] = answer.data
    }
    // 08:00 and 09:00 each start a trip of 18 km that ends within the span.
    const pro = {
      'jimi.user.device.location.list': null,
      'jimi.device.track.list': { mileage: 36_000 },
      'jimi.device.track.mileage': [{ imei: DRIVING, totalMileage: 36_000 }],
    }
    expect(data).toEqual(profile === 'ts' ? {} : pro)
  })
})

describe('what the rows say', () => {
  let bench: Bench
  let token: string
  beforeAll(async () => {
    bench = await openBench()
    token = await bench.login()
  })
  afterAll(() => bench.sandbox.close())

  async function locations(params: Params = {}): Promise<Map<unknown, Record<string, unknown>>> {
    const method = 'jimi.user.device.location.list'
    const answer = await bench.call(method, { access_token: token, target: 'acme', ...params })
    return new Map(rows(answer).map((row) => [row.imei, row]))
  }

  test('location.list shows the devices of the account itself, each once', async () => {
    expect([...(await locations()).keys()]).toEqual([DRIVING, EXPIRED, INDOORS, SILENT])
  })

  test('a driving vehicle stands where the world has it', async () => {
    bench.clock.ms = START_MS + 25_000
    // Two fixes of 100 m, a degree being 111.2 km: 40 + 2 * 0.1 / 111.2.
    expect((await locations()).get(DRIVING)).toMatchObject({
      lat: 40.001799,
      lng: -8.5,
      gpsTime: '2026-03-18 10:00:20',
      hbTime: '2026-03-18 10:00:20',
      speed: '36',
      direction: '0',
      accStatus: '1',
      status: '1',
      posType: 'GPS',
      gpsNum: '11',
      gpsSignal: '4',
      electQuantity: '80',
      powerValue: '12.4',
      currentMileage: '1234.5',
      account: 'acme',
      customerName: 'Name of acme',
      confidence: null,
    })
  })

  test('unknown values are written as the vendor writes them', async () => {
    const fleet = await locations()
    expect(fleet.get(INDOORS)).toMatchObject({ posType: 'WIFI', speed: '-1', direction: '-1', confidence: 2 })
    expect(fleet.get(SILENT)).toMatchObject({ lat: 0, lng: 0, gpsTime: null, electQuantity: '', status: '0' })
    expect(fleet.get(DRIVING)).toMatchObject({ temperature: null, trackerOil: null, distance: '-1' })
  })

  test('an expired device stands on 0,0, and expireFlag means what the profile says', async () => {
    const flags = async () => {
      const fleet = await locations()
      return [fleet.get(EXPIRED)?.expireFlag, fleet.get(DRIVING)?.expireFlag]
    }
    expect((await locations()).get(EXPIRED)).toMatchObject({ lat: 0, lng: 0, status: '0' })
    // pro: 1 is not expired; ts: 1 is expired.
    expect(await flags()).toEqual(['0', '1'])
    await bench.setSwitches({ expireFlagMeansExpired: true })
    expect(await flags()).toEqual(['1', '0'])
    await bench.setSwitches({ expireFlagMeansExpired: false })
  })

  test('locationListOmits leaves devices out without a word', async () => {
    await bench.setSwitches({ locationListOmits: 3 })
    expect((await locations()).size).toBe(1)
    await bench.setSwitches({ locationListOmits: 0 })
  })

  test('location.get finds devices below the caller, in the order asked, each once', async () => {
    const ask = { access_token: token, imeis: `${BELOW},${DRIVING},${BELOW}` }
    const list = rows(await bench.call('jimi.device.location.get', ask))
    expect(list.map((row) => [row.imei, row.account])).toEqual([
      [BELOW, 'acme_yard'],
      [DRIVING, 'acme'],
    ])
  })

  test('location.get takes 100 IMEIs and refuses 101 with 1001', async () => {
    await bench.setSwitches({ skipForeignImeis: true })
    const ask = (count: number) => {
      const imeis = Array.from({ length: count }, (_, index) => String(860000000000000 + index)).join(',')
      return bench.call('jimi.device.location.get', { access_token: token, imeis })
    }
    expect(await ask(100)).toMatchObject({ code: 0 })
    expect(await ask(101)).toMatchObject({ code: 1001 })
    await bench.setSwitches({ skipForeignImeis: false })
  })

  test('strictParams refuses the spelling of the other profile', async () => {
    const ask = () => bench.call('jimi.device.location.get', { access_token: token, imei: DRIVING })
    expect(await ask()).toMatchObject({ code: 0 })
    await bench.setSwitches({ strictParams: true })
    expect(await ask()).toMatchObject({ code: 1001 })
    await bench.setSwitches({ strictParams: false })
  })

  test('device.detail writes vin when the switch says so', async () => {
    await bench.setSwitches({ vinKey: 'vin' })
    const { result } = await bench.call('jimi.track.device.detail', { access_token: token, imei: DRIVING })
    expect(result).toMatchObject({ vin: 'VIN0001' })
    expect(result).not.toHaveProperty('VIN')
    await bench.setSwitches({ vinKey: 'VIN' })
  })

  test('child.list names direct children only', async () => {
    const answer = await bench.call('jimi.user.child.list', { access_token: token, target: 'acme' })
    expect(rows(answer)).toMatchObject([{ account: 'acme_north', name: 'Name of acme_north', type: 10 }])
  })

  test('no reported time lies ahead, at any speed', async () => {
    const fast = await openBench({ speed: 60 })
    try {
      const access_token = await fast.login()
      const ask = () => fast.call('jimi.device.location.get', { access_token, imeis: DRIVING })
      const [before] = rows(await ask())
      fast.clock.ms += 1000
      const [after] = rows(await ask())
      // A second shows a minute of the world: 6 fixes of 100 m each.
      const movedM = (Number(after?.lat) - Number(before?.lat)) * 111_200
      expect(movedM).toBeCloseTo(600, 0)
      expect(String(after?.gpsTime) <= utcText(fast.clock.ms)).toBe(true)
    } finally {
      await fast.sandbox.close()
    }
  })
})
