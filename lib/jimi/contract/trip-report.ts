// Vendor chapter "reports": trips, with what was driven each day or each trip.

import { choice, eventTime, imei, text } from '../wire/codecs'
import { reportParams } from './activity-reports'
import { defineMethod } from './define-method'
import { optional, required } from './fields'
import { objectOf } from './nested'
import * as quantity from './quantities'
import { params, row } from './record'
import { tripReportAnswer } from './trip-report-answer'
import { tripReportAnswers, tripReportByDay } from './trip-report-samples'

const dayRow = row({
  date: required('date', quantity.day),
  tripCount: optional('totalTrips', quantity.countText),
  distanceKm: optional('totalMileage', quantity.distanceKmText),
  durationSec: optional('travelTime', quantity.durationClockText),
  avgSpeedKph: optional('averageSpeed', quantity.speedKphText),
  maxSpeedKph: optional('maxSpeed', quantity.speedKphText),
  fuelLitres: optional('fuel', quantity.fuelLitresText),
  fuelLitresPer100Km: optional('oilWear', quantity.litresPer100KmText),
})

const totalsRow = row({
  tripCount: optional('allTrips', quantity.countText, { absent: undefined }),
  distanceKm: optional('totalDis', quantity.distanceKmText),
  drivingSec: optional('travelTime', quantity.durationSecText),
  durationSec: optional('totalTime', quantity.durationClockText),
  avgSpeedKph: optional('totalAvgSpeed', quantity.speedKphText),
  maxSpeedKph: optional('allTotalMaxSpeed', quantity.speedKphText),
  fuelLitres: optional('totalFuel', quantity.fuelLitresText),
  fuelLitresPer100Km: optional('oilWear', quantity.litresPer100KmText),
})
const totals = optional('inTotal', objectOf(totalsRow), { note: 'Sums and averages.' })

const tripRow = row({
  imei: optional('imei', imei),
  startAt: required('startTime', eventTime),
  endAt: required('endTime', eventTime),
  startLat: optional('startLat', quantity.latText),
  startLng: optional('startLng', quantity.lngText),
  endLat: optional('endLat', quantity.latText),
  endLng: optional('endLng', quantity.lngText),
  distanceKm: optional('totalMileage', quantity.distanceKmText),
  durationSec: optional('travelTime', quantity.durationSecText),
  avgSpeedKph: optional('averageSpeed', quantity.speedKphText),
  maxSpeedKph: optional('maxSpeed', quantity.speedKphText),
  fuelLitresPer100Km: optional('oilWear', quantity.litresPer100KmText),
  fuelLitres: optional('fuel', quantity.fuelLitresText),
  startOdometerKm: optional('startMileage', quantity.odometerKmText),
  endOdometerKm: optional('endMileage', quantity.odometerKmText),
})

const summaryRow = row({
  imei: required('imei', imei),
  deviceName: optional('deviceName', text),
  distanceKm: optional('dis', quantity.distanceKmText),
  durationSec: optional('runTime', quantity.durationSecText),
  avgSpeedKph: optional('avgSpeed', quantity.speedKphText),
  maxSpeedKph: optional('maxSpeed', quantity.speedKphText),
  fuelLitres: optional('fuel', quantity.fuelLitresText),
  fuelLitresPer100Km: optional('oilWear', quantity.litresPer100KmText),
})

export const tripReport = defineMethod({
  name: 'jimi.open.platform.report.trips',
  access: 'read',
  summary: 'Reports what devices drove, summed by day or trip by trip.',
  docs:
    'No vendor sample exists, and the unit of distances is not documented: kilometres are what clients have met. Fuel is ' +
    'in litres by all appearance.',
  errors: [1001, 1002, 1004, 1100],
  profiles: ['pro'],
  input: params({
    ...reportParams,
    by: required('type', choice({ day: 'day', trip: 'list' }), { note: '`list` tells every trip.' }),
  }),
  output: tripReportAnswer({
    daysDevice: row({
      imei: required('deviceImei', imei, { also: ['imei'] }),
      deviceName: optional('deviceName', text),
    }),
    day: dayRow,
    tripsDevice: row({ imei: required('imei', imei), deviceName: optional('deviceName', text), totals }),
    tripsDay: row({
      date: required('Searchdate', quantity.day, { also: ['searchdate', 'searchDate', 'date'] }),
      tripCount: optional('tripNum', quantity.count),
      totals,
    }),
    trip: tripRow,
    summary: summaryRow,
  }),
  devices: (input) => input.imeis,
  accounts: (input) => [input.accountLogin],
  example: {
    params: {
      account: 'jimitest',
      imeis: '869247060001739',
      type: 'list',
      start_time: '2022-12-10 00:00:00',
      end_time: '2022-12-10 23:59:59',
      start_row: '0',
      page_size: '100',
    },
    answers: tripReportAnswers,
    more: [{ label: 'by day', profile: 'pro', answer: tripReportByDay }],
  },
})
