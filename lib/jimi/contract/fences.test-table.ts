// What the vendor's sample answers on fences, stops and trips mean, worked out by hand. For tests.

import { expect } from 'vitest'
import type { MethodOutput } from './index'
import type { Sample } from './samples.test-table'

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

export const FENCE_SAMPLES: readonly Sample[] = [
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
