// The chapter "Reports" of the vendor's method sheet as a table, written from the sheet alone.

import { DRIVING, FOREIGN } from '../fixture-world'
import { PLUG, TAG } from '../yard-world'
import {
  at,
  BOTH,
  createFence,
  data,
  FOREIGN_DEVICE,
  first,
  HOURS,
  type MethodSpec,
  PAGE,
  PRO,
  REPORT,
  REPORT_HOURS,
  ROWS,
} from './vocabulary'

const TOTALS = 'totalDis travelTime totalTime totalAvgSpeed allTotalMaxSpeed totalFuel oilWear'
const OBD_QUERY = { account: 'acme', imeis: PLUG, ...REPORT_HOURS, page_no: '1', page_size: '10' }

export const reportMethods: MethodSpec[] = [
  {
    method: 'jimi.open.platform.fence.duration',
    profiles: PRO,
    params: { account: 'acme', imeis: DRIVING, ...REPORT_HOURS, ...ROWS },
    prepare: async (context) => {
      // 36 km/h due north reach 40° at 10:00: at 09:00 the vehicle is 36 km south of it, 0.32375° of 111.2 km.
      const fence_id = await createFence(context, { geom: '39.676259,-8.5' })
      await context.call('jimi.open.platform.fence.bind', { fence_id, imeis: DRIVING, alert_type: 'in' })
      return {}
    },
    envelope: 'result data',
    pick: data,
    members: REPORT,
    nested: [
      { pick: at('data', 'rows', 0), members: 'imei deviceName fenceName enterTime exitTime duration' },
    ],
    errors: { 1001: { start_row: '-1' }, 1100: 'fault' },
  },
  {
    method: 'jimi.device.alarm.list',
    profiles: BOTH,
    params: { imei: DRIVING, ...HOURS },
    envelope: 'result',
    pick: (answer) => first(answer.result),
    members: `deviceName model account alertTypeId alertTime positioningTime lat lng imei alarmTypeName speed geoid`,
    tsMembers: `deviceName model account alertTypeId alertTime positioningTime lat lng IMEI alertType`,
    errors: {
      1001: { begin_time: '2026-01-01 00:00:00' },
      1002: FOREIGN_DEVICE,
      1004: 'stale token',
      1006: 'rate',
    },
  },
  {
    method: 'jimi.open.platform.report.trips',
    profiles: PRO,
    params: { account: 'acme', imeis: DRIVING, type: 'list', ...REPORT_HOURS, ...ROWS },
    envelope: 'result data',
    pick: data,
    members: 'dayList datDatas',
    nested: [
      { pick: at('data', 'dayList', 0), members: 'imei deviceName tripsData inTotal' },
      { pick: at('data', 'dayList', 0, 'inTotal'), members: `allTrips ${TOTALS}` },
      { pick: at('data', 'dayList', 0, 'tripsData', 0), members: 'Searchdate tripNum inTotal dayData' },
      { pick: at('data', 'dayList', 0, 'tripsData', 0, 'inTotal'), members: TOTALS },
      {
        pick: at('data', 'dayList', 0, 'tripsData', 0, 'dayData', 0),
        members: `imei startTime endTime startLat startLng endLat endLng totalMileage travelTime averageSpeed maxSpeed
          oilWear fuel startMileage endMileage`,
      },
    ],
    errors: { 1001: { type: 'week' }, 1100: 'fault' },
  },
  {
    method: 'jimi.open.device.rfid.list',
    profiles: PRO,
    params: { account: 'acme', ...HOURS },
    envelope: 'data',
    pick: data,
    members: PAGE,
    nested: [{ pick: at('data', 'result', 0), members: 'imei cardId operationTime photo' }],
    errors: { 1002: { account: 'other' }, 1100: 'fault' },
  },
  {
    method: 'jimi.device.health.data',
    profiles: PRO,
    params: { imei: TAG, query_type: 'day' },
    envelope: 'result data',
    pick: data,
    members: 'currentSteps currentBloodOxygen currentHeartRate historyHealthVOList healthPostTime',
    nested: [
      {
        pick: at('data', 'historyHealthVOList', 0),
        members: 'avgBloodOxygen avgHeartRate postTime step',
      },
    ],
    errors: { 1001: { query_type: 'year' }, 1002: FOREIGN_DEVICE, 1100: 'fault' },
  },
  {
    method: 'jimi.open.platform.dlt.report',
    profiles: PRO,
    params: { imei: DRIVING, ...REPORT_HOURS },
    envelope: 'result data',
    pick: (answer) => first(answer.data),
    members: `deviceName deviceStatus driverNo driverName numberPlate status operationTime coordinates imei dlt`,
    errors: { 1002: FOREIGN_DEVICE, 1100: 'fault' },
  },
  {
    method: 'jimi.device.obd.list',
    profiles: PRO,
    params: OBD_QUERY,
    envelope: 'data',
    pick: data,
    members: PAGE,
    nested: [
      {
        pick: at('data', 'result', 0),
        members: `imei dataReportTime odometerReading deviceAccumulatedMileage remainingFuel remainingFuelPercentage
          coolantTemperature vehicleBatterVoltage currentRPM currentSpeed vin`,
      },
    ],
    errors: { 1001: { page_size: '101' }, 1002: { imeis: FOREIGN }, 1100: 'fault' },
  },
  {
    method: 'jimi.device.obd.fault',
    profiles: PRO,
    // A month: faults are rare.
    params: { ...OBD_QUERY, start_time: '2026-02-18 00:00:00' },
    envelope: 'result data',
    pick: data,
    members: PAGE,
    nested: [{ pick: at('data', 'result', 0), members: 'imei deviceName faultCode faultDetail eventTime' }],
    errors: { 1001: { page_size: '101' }, 1002: { imeis: FOREIGN }, 1100: 'fault' },
  },
]
