import { expect, test } from 'vitest'
import type { ReportSchedule } from '@/lib/domain/api/report-book'
import { fieldsOf, newFields, readFields } from './schedule-draft'

const ID = '11111111-1111-4111-8111-111111111111'
const USER = '22222222-2222-4222-8222-222222222222'
const fields = newFields({ zone: 'Africa/Nairobi', weekday: 1, userIds: [USER] })
const context = { definitionId: ID, zone: 'Africa/Nairobi' }

test('a form nobody touched is a daily schedule for its maker', () => {
  expect(readFields(fields, context)).toEqual({
    draft: {
      definitionId: ID,
      rhythm: { every: 'day' },
      time: '06:00',
      zone: 'Africa/Nairobi',
      range: 'yesterday',
      format: 'xlsx',
      recipients: [{ to: 'user', userId: USER }],
      enabled: true,
    },
  })
})

test('addresses may be parted by anything, and stand once', () => {
  const read = readFields(
    { ...fields, userIds: [], addresses: 'a@b.example; c@d.example,\na@b.example ' },
    context,
  )
  expect(read).toMatchObject({
    draft: {
      recipients: [
        { to: 'mail', address: 'a@b.example' },
        { to: 'mail', address: 'c@d.example' },
      ],
    },
  })
})

test.each([
  [{ time: '25:00' }, { field: 'time' }],
  [{ time: '' }, { field: 'time' }],
  [{ addresses: 'a@b.example, nobody' }, { field: 'addresses', address: 'nobody' }],
  [{ userIds: [], addresses: ' ' }, { field: 'recipients' }],
  [
    { addresses: Array.from({ length: 51 }, (_, index) => `a${index}@b.example`).join() },
    { field: 'tooMany' },
  ],
])('%j is told as wrong', (over, problem) => {
  expect(readFields({ ...fields, ...over }, context)).toEqual({ problem })
})

test('a zone that is none is told as wrong', () => {
  expect(readFields(fields, { ...context, zone: null })).toEqual({ problem: { field: 'zone' } })
})

test('a schedule comes back from its form as it was', () => {
  const schedule: ReportSchedule = {
    ...{
      id: ID,
      definitionId: ID,
      rhythm: { every: 'month', day: 31 },
      time: '07:30',
      zone: 'Asia/Kathmandu',
    },
    ...{ range: 'last_month', format: 'pdf', enabled: false, definitionName: 'Month', kind: 'mileage' },
    recipients: [
      { to: 'user', userId: USER },
      { to: 'mail', address: 'a@b.example' },
    ],
    ...{ ownerName: 'O', canEdit: true, nextAt: null, stoppedBecause: null, recipientNames: [], runs: [] },
  }
  const read = readFields(fieldsOf(schedule), { definitionId: ID, zone: schedule.zone })
  const { definitionId, rhythm, time, zone, range, format, recipients, enabled } = schedule
  expect(read).toEqual({
    draft: { definitionId, rhythm, time, zone, range, format, recipients, enabled },
  })
})
