import { expect, test } from 'vitest'
import {
  alarmNumberParts,
  canonicalAlarmCode,
  codesEndedBy,
  describeAlarm,
  listAlarmCodes,
} from './alarm-codes'
import { LISTED_CODES, LISTED_JT808_CODES } from './alarm-codes.test-table'
import { bitsOfMask, maskOfBits } from './alarm-standard-bits'
import { OWN_ALARMS } from './alarm-table-own'

const listed = Object.entries(LISTED_CODES).flatMap(([severity, codes]) =>
  codes.split(' ').map((code) => ({ code, severity, protocol: 'jimi' as const, subCode: undefined })),
)
const listedJt808 = Object.entries(LISTED_JT808_CODES).flatMap(([severity, codes]) =>
  codes.split(' ').map((code) => {
    const [plain = '', sort] = code.split('-')
    return { code: plain, severity, protocol: 'jt808' as const, subCode: sort ? Number(sort) : undefined }
  }),
)

test.each([...listed, ...listedJt808])('$protocol $code $subCode has a name, and is $severity', (row) => {
  const { name, severity, isKnown } = describeAlarm(row)
  expect({ severity, isKnown }).toEqual({ severity: row.severity, isKnown: true })
  expect(name).not.toBe(row.code)
})

test('the sheet lists 119 device codes, 51 of the platform, 23 more of the hub and 70 of JT/T 808', () => {
  expect([listed.length, listedJt808.length]).toEqual([119 + 51 + 23, 70])
})

test('no code stands in the catalogue twice, and none that the sheet does not list but our own', () => {
  const codes = listAlarmCodes()
  expect(new Set(codes).size).toBe(codes.length)
  const known = new Set([...listed, ...listedJt808].map(canonicalAlarmCode))
  expect(codes.filter((code) => !known.has(code))).toEqual([
    'jt808-256',
    'jt808-264',
    'jt808-265',
    ...OWN_ALARMS.map(([code]) => code),
  ])
})

test('an unknown code is shown as it came, with the name that came along, as a warning', () => {
  expect(describeAlarm({ code: '977', vendorName: 'Odd thing' })).toMatchObject({
    code: '977',
    name: 'Odd thing',
    severity: 'warning',
    isKnown: false,
  })
  expect(describeAlarm({ code: 'newKey' }).name).toBe('newKey')
})

test('an unknown sort of driver alarm is told as a driver alarm', () => {
  const described = describeAlarm({ code: '265', protocol: 'jt808', subCode: 99 })
  expect(described).toMatchObject({
    code: 'jt808-265-99',
    name: 'Driver warning',
    category: 'driver',
    isKnown: false,
  })
})

test('the same number means different alarms in the two protocols', () => {
  expect(describeAlarm({ code: '258' }).name).toBe('Geofence entered (Wi-Fi)')
  expect(describeAlarm({ code: '258', protocol: 'jt808' }).name).toBe('Camera covered')
})

test('a canonical code says all that is needed to describe it again', () => {
  for (const row of [...listed, ...listedJt808]) {
    const code = canonicalAlarmCode(row)
    expect(describeAlarm({ code })).toEqual(describeAlarm(row))
    expect(canonicalAlarmCode({ ...alarmNumberParts(code), protocol: row.protocol })).toBe(code)
  }
})

test.each([
  [[0], 'critical', 'SOS'],
  [[8, 11], 'critical', 'Main power cut, Camera fault'],
  [[1], 'warning', 'Overspeed'],
  [[7], 'warning', 'Main power low'],
  [[11], 'info', 'Camera fault'],
  [[16], 'info', 'Bit 16'],
])('a standard alarm with bits %j is %s', (standardBits, severity, name) => {
  expect(describeAlarm({ code: 'jt808-256', standardBits })).toMatchObject({ severity, name, isKnown: true })
})

test('a mask is its bits, the highest too', () => {
  expect(bitsOfMask(2048)).toEqual([11])
  expect(bitsOfMask(0x80000001)).toEqual([0, 31])
  expect(maskOfBits([0, 31])).toBe(0x80000001)
})

test.each([
  ['101', ['44', '55']],
  ['58', ['39']],
  ['139', ['138']],
  ['statusTrunk_0', ['statusTrunk_1']],
  ['1', []],
])('%s ends %j', (code, ended) => {
  expect(codesEndedBy(code)).toEqual(ended)
})
