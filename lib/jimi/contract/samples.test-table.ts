// What the vendor's sample answers mean, worked out by hand from the field tables of its documents. For tests.

import { expect } from 'vitest'
import type { Profile } from '../wire/profile'
import { COMMAND_SAMPLES } from './commands.test-table'
import type { MethodName, MethodOutput } from './index'
import { MEDIA_SAMPLES } from './media.test-table'

export type Sample = {
  [N in MethodName]: {
    method: N
    profile: Profile
    /** Which of the further samples; left out for the main one of the profile. */
    label?: string
    means: MethodOutput<N>
    /** Members the sample leaves out although the profile's table has them. */
    adds?: readonly string[]
    /** Members for which the sample has an empty text where other rows have null, as we write it. */
    blanks?: readonly string[]
  }
}[MethodName]

const grantedToken = {
  appKey: '8FB345B8693CCD003CC2DAB61EC8791D',
  accountLogin: 'jimitest',
  accessToken: '7da3330ec28e3996b6ef4a7e3390ba71',
  refreshToken: '7da3330ec28e3996b6ef4a7e3390ba71',
  expiresInSec: 60,
  issuedAt: new Date('2017-06-15T10:00:00Z'),
}

const bus = {
  imei: '868120145233604',
  deviceName: '868120145233604',
  model: 'GT300L',
  useScope: 'personal',
  sim: '415451',
  expiresAt: new Date('2037-04-01T23:59:59Z'),
  activatedAt: new Date('2017-04-01T11:02:20Z'),
  remark: 'test',
  icon: 'bus',
  plate: '粤B3604',
  vin: '2235',
  driverName: 'driver',
  driverPhone: '13825036579',
  enabled: true,
  engineNumber: '8565674',
  groupId: 'b54ab3c430864e31a64e54de44c79a1d',
  groupName: 'default group',
}

/** The sample has Shenzhen's shifted coordinates. What they are in WGS84 was worked out in another language. */
const testFence = {
  id: 'dfab43ea3e7a40e987056c857cccae7b',
  name: 'test fence',
  shape: 'circle',
  color: '#3b7aff',
  points: [{ lat: expect.closeTo(22.547251873, 7), lng: expect.closeTo(113.999044417, 7) }],
  radiusM: 4153,
  imeis: ['231011234567990', '869247060001655', '868598060001827', '869247060001259'],
  alerts: ['enter'],
  accountLogin: 'hao001',
} satisfies MethodOutput<'jimi.open.platform.fence.detail'>

const parkedBus = {
  imei: '868120145233604',
  deviceName: '868120145233604',
  icon: 'bus',
  online: false,
  activated: true,
  source: 'gps',
  lat: 22.577282,
  lng: 113.916604,
  heartbeatAt: new Date('2017-04-26T09:14:50Z'),
  fixAt: new Date('2017-04-26T09:17:46Z'),
  ignition: false,
  speedKph: 0,
  batteryPercent: 60,
} as const

const alarm = {
  imei: '343503422910345',
  deviceName: 'ABC-34352',
  model: 'GT06N',
  accountLogin: 'test1234',
  code: '1002',
  name: 'ACC On',
  alarmAt: new Date('2019-03-14T14:02:03Z'),
  fixAt: new Date('2019-03-14T14:02:03Z'),
  lat: 22.577144898887813,
  lng: 113.91674845964586,
}

const fenceVisit = {
  imei: '869247060001739',
  deviceName: 'JC450Pro-01739',
  geofenceName: 'geofence1',
  enterAt: new Date('2022-12-10T01:05:33Z'),
}

const tripTotals = {
  distanceKm: 12.4,
  drivingSec: 1260,
  durationSec: 1260,
  avgSpeedKph: 35.4,
  maxSpeedKph: 61,
  fuelLitres: 1.1,
  fuelLitresPer100Km: 9,
}

export const SAMPLES: readonly Sample[] = [
  { method: 'jimi.oauth.token.get', profile: 'pro', means: grantedToken },
  { method: 'jimi.oauth.token.refresh', profile: 'pro', means: grantedToken },
  {
    method: 'jimi.user.child.list',
    profile: 'pro',
    means: [
      {
        login: '123123',
        name: 'test',
        type: 8,
        displayed: true,
        birthAt: new Date('2017-04-22T00:00:00Z'),
        language: 'zh',
        sex: 'male',
        enabled: true,
      },
    ],
  },
  { method: 'jimi.user.device.list', profile: 'pro', means: [bus] },
  {
    method: 'jimi.track.device.detail',
    profile: 'pro',
    means: {
      ...bus,
      iccid: 'xxxxxxx',
      imsi: 'xxxx',
      importedAt: new Date('2017-04-01T11:02:20Z'),
      licencePlate: '8565674',
      licenceVin: 'xxxxxxx',
      vehicleBrand: 'xxxx',
      fuelLitresPer100Km: 9,
      statusText: '8565674',
      odometerKm: 102.5,
    },
    adds: ['account', 'customerName'],
  },
  // The flag says 1 in both location samples: expired by the legacy document, not expired by the newer ones.
  { method: 'jimi.user.device.location.list', profile: 'ts', means: [{ ...parkedBus, expired: true }] },
  {
    method: 'jimi.user.device.location.list',
    profile: 'pro',
    means: [
      {
        imei: '860121060369660',
        deviceName: 'VL802-69660',
        model: 'VL802',
        icon: 'other',
        online: true,
        expired: false,
        activated: true,
        source: 'gps',
        lat: 22.576562,
        lng: 113.943084,
        heartbeatAt: new Date('2026-03-26T11:25:38Z'),
        fixAt: new Date('2026-03-18T10:20:37Z'),
        ignition: true,
        signalLevel: 4,
        batteryVoltageV: 0.06,
        speedKph: 0,
        satellites: 15,
        headingDeg: 0,
        fuelText: '0.00L',
        odometerKm: 0.6481649691599485,
        accountLogin: 'FAETEST',
        customerName: 'FAETEST',
        iccid: '898608401024C0669758',
      },
    ],
  },
  {
    method: 'jimi.device.location.get',
    profile: 'pro',
    means: [{ ...parkedBus, expired: false, satellites: 11, temperatureC: 86.5, odometerKm: 86.5 }],
    adds: [
      'account',
      'batteryPowerVal',
      'chargeStatus',
      'confidence',
      'customerName',
      'direction',
      'distance',
      'gpsSignal',
      'iccid',
      'mac',
      'mcType',
      'shutdown',
      'state',
      'stateTime',
      'trackerOils',
    ],
  },
  {
    method: 'jimi.device.track.mileage',
    profile: 'pro',
    means: {
      trips: [
        {
          imei: '3505831983422342',
          startAt: new Date('2017-04-26T00:00:58Z'),
          endAt: new Date('2017-04-26T00:03:58Z'),
          startLat: 22.577144898887813,
          startLng: 113.91674845964586,
          // Printed as ...813, which no double holds.
          endLat: 22.677144898887814,
          endLng: 113.92674845964586,
          durationSec: 2130,
          distanceM: 25_000,
          avgSpeedKph: 90,
        },
      ],
      totals: [{ imei: '3505831983422342', distanceM: 60_000 }],
    },
    adds: ['runTimeSecond'],
  },
  {
    method: 'jimi.device.track.list',
    profile: 'ts',
    means: {
      fixes: [
        {
          lat: 22.577144898887813,
          lng: 113.91674845964586,
          fixAt: new Date('2017-04-26T00:00:58Z'),
          headingDeg: 0,
          source: 'wifi',
        },
        {
          lat: 22.57708,
          lng: 113.916631,
          fixAt: new Date('2017-04-26T00:01:30Z'),
          headingDeg: 184,
          speedKph: 0,
          source: 'gps',
        },
      ],
    },
  },
  {
    method: 'jimi.device.track.list',
    profile: 'pro',
    means: {
      fixes: [
        {
          lat: 22.576607,
          lng: 113.943084,
          fixAt: new Date('2026-03-18T09:40:46Z'),
          headingDeg: 0,
          speedKph: 0,
          source: 'gps',
          satellites: 0,
          ignition: true,
          resent: false,
        },
      ],
      vendorMileage: 0,
    },
  },
  { method: 'jimi.device.alarm.list', profile: 'ts', means: [alarm] },
  {
    method: 'jimi.device.alarm.list',
    profile: 'pro',
    means: [{ ...alarm, speedKph: 10, geofenceId: 'se8yg081p0qh5vnniqrakr1nr0tdh6a0' }],
  },
  ...MEDIA_SAMPLES,
  ...COMMAND_SAMPLES,
  { method: 'jimi.user.child.create', profile: 'pro', means: null },
  { method: 'jimi.user.child.del', profile: 'pro', means: null },
  { method: 'jimi.user.child.move', profile: 'pro', means: null },
  { method: 'jimi.user.child.update', profile: 'pro', means: null },
  {
    method: 'jimi.user.device.expiration.update',
    profile: 'pro',
    means: [
      { imei: '868120145233604', updated: true, message: 'update success' },
      { imei: '868120145233605', updated: false, message: 'update failed, reason:xxxxxx' },
    ],
  },
  { method: 'jimi.open.device.update', profile: 'pro', means: null },
  { method: 'jimi.open.device.move', profile: 'pro', means: [] },
  { method: 'jimi.open.device.bind', profile: 'pro', means: null },
  { method: 'jimi.open.device.unbind', profile: 'pro', means: null },
  {
    method: 'jimi.device.group.create',
    profile: 'pro',
    means: { id: '534d23f1b28c44319f4f8ba0cda5b7e6', name: 'device group 1' },
  },
  { method: 'jimi.device.group.update', profile: 'pro', means: null },
  { method: 'jimi.device.group.delete', profile: 'pro', means: null },
  {
    method: 'jimi.device.group.list',
    profile: 'pro',
    means: [
      { id: 'b2ac10536171474eb0c151c7bb606f3d', name: 'Default group' },
      { id: '298b949bacbb4badae597ba1fdb629be', name: '22221' },
      { id: '05cbdd380ca14c2e89b2ab59904f51b7', name: 'CVCVXCV' },
    ],
  },
  {
    method: 'jimi.device.location.URL.share',
    profile: 'pro',
    means: {
      url: 'https://data.16180track.com/api/share?ver=2&method=trackDevice_abr&deviceinfo=7ae7c62385f2067f164002db315854a969a40e3888021cb01dc8f2183ca08dbbd8581f6bb86df4c2e3e1b887cb67c21039b4c0ced18fdf8dd08e0460c5edd13ad87e16dca9702ce6',
    },
  },
  {
    method: 'jimi.lbs.address.get',
    profile: 'pro',
    means: { lat: 40.65615416521587, lng: 109.89894039833524, accuracy: 0 },
  },
  {
    method: 'jimi.device.location.getTagMsg',
    profile: 'pro',
    means: [
      {
        lat: 22.576609,
        lng: 113.943054,
        // 1734593340 s.
        fixAt: new Date('2024-12-19T07:29:00Z'),
        headingDeg: 0,
        source: 'beacon',
        satellites: 3,
      },
    ],
  },
  { method: 'jimi.device.location.updateTagDevices', profile: 'pro', means: null },
  { method: 'jimi.open.device.fence.create', profile: 'pro', means: '5' },
  { method: 'jimi.open.device.fence.delete', profile: 'pro', means: null },
  {
    method: 'jimi.open.platform.fence.create',
    profile: 'pro',
    means: 'c33b80d46d2b41d588a5afbd6f8b6285',
  },
  {
    method: 'jimi.open.platform.fence.update',
    profile: 'pro',
    means: 'c33b80d46d2b41d588a5afbd6f8b6285',
  },
  { method: 'jimi.open.platform.fence.delete', profile: 'pro', means: null },
  { method: 'jimi.open.platform.fence.bind', profile: 'pro', means: 3 },
  {
    method: 'jimi.open.platform.fence.list',
    profile: 'pro',
    means: { total: 294, rows: [testFence] },
  },
  { method: 'jimi.open.platform.fence.detail', profile: 'pro', means: testFence },
  {
    method: 'jimi.open.platform.report.parking',
    profile: 'pro',
    means: {
      total: 2,
      processingTime: 185_641,
      rows: [
        {
          imei: '869247060001739',
          deviceName: 'JC450Pro-01739',
          model: 'JC450Pro',
          startAt: new Date('2022-12-10T01:05:33Z'),
          endAt: new Date('2022-12-10T04:17:48Z'),
          durationSec: 11_535,
          stopSec: 11_535,
          lat: 22.576748,
          lng: 113.943093,
          address: 'Shigu Road, 松坪村, Xili Sub-district, Nanshan distri...',
          ignition: true,
        },
      ],
    },
  },
  {
    method: 'jimi.open.platform.fence.duration',
    profile: 'pro',
    means: {
      total: 2,
      rows: [
        {
          ...fenceVisit,
          exitAt: new Date('2022-12-10T04:17:48Z'),
          durationSec: 11_535,
        },
        fenceVisit,
      ],
    },
  },
  {
    method: 'jimi.open.platform.report.trips',
    profile: 'pro',
    means: {
      byDay: [],
      byTrip: [
        {
          imei: '869247060001739',
          deviceName: 'JC450Pro-01739',
          totals: { tripCount: 1, ...tripTotals },
          days: [
            {
              date: '2022-12-10',
              tripCount: 1,
              totals: tripTotals,
              trips: [
                {
                  imei: '869247060001739',
                  startAt: new Date('2022-12-10T01:05:33Z'),
                  endAt: new Date('2022-12-10T01:26:33Z'),
                  startLat: 22.576748,
                  startLng: 113.943093,
                  endLat: 22.544382,
                  endLng: 114.004037,
                  distanceKm: 12.4,
                  durationSec: 1260,
                  avgSpeedKph: 35.4,
                  maxSpeedKph: 61,
                  fuelLitresPer100Km: 9,
                  fuelLitres: 1.1,
                  startOdometerKm: 1020.1,
                  endOdometerKm: 1032.5,
                },
              ],
            },
          ],
        },
      ],
      summaries: [],
    },
  },
  {
    method: 'jimi.open.platform.report.trips',
    profile: 'pro',
    label: 'by day',
    means: {
      byDay: [
        {
          imei: '869247060001739',
          deviceName: 'JC450Pro-01739',
          days: [
            {
              date: '2022-12-10',
              tripCount: 1,
              distanceKm: 12.4,
              durationSec: 1260,
              avgSpeedKph: 35.4,
              maxSpeedKph: 61,
              fuelLitres: 1.1,
              fuelLitresPer100Km: 9,
            },
          ],
        },
      ],
      byTrip: [],
      summaries: [],
    },
  },
]
