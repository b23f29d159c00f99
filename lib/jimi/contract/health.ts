// Vendor chapter "reports", the part on wearables: steps, blood oxygen and heart rate of whoever wears the device.

import { choice, eventTime, imei, number } from '../wire/codecs'
import { one } from './answer'
import { defineMethod } from './define-method'
import { optional, required } from './fields'
import { healthAnswers } from './health-samples'
import { listOf } from './nested'
import { params, row } from './record'

const steps = number({ min: 0, max: 10_000_000, int: true })
const oxygenPercent = number({ min: 1, max: 100 })
const heartRateBpm = number({ min: 1, max: 400 })
/** Nobody lives with these at 0: it says that nothing was measured. */
const unmeasured = { absent: 0 } as const

const interval = row({
  at: required('postTime', eventTime),
  steps: optional('step', steps),
  bloodOxygenPercent: optional('avgBloodOxygen', oxygenPercent, unmeasured),
  heartRateBpm: optional('avgHeartRate', heartRateBpm, unmeasured),
})

const health = row({
  steps: optional('currentSteps', steps),
  bloodOxygenPercent: optional('currentBloodOxygen', oxygenPercent, unmeasured),
  heartRateBpm: optional('currentHeartRate', heartRateBpm, { ...unmeasured, also: ['currentHearRate'] }),
  history: optional('historyHealthVOList', listOf(interval, 10_000)),
  reportedAt: optional('healthPostTime', eventTime),
})

export const healthData = defineMethod({
  name: 'jimi.device.health.data',
  access: 'read',
  profiles: ['pro'],
  summary: 'Gives the latest health values of a wearable, and their course over a day, a week or a month.',
  docs: 'Zero blood oxygen or heart rate means not measured. In one edition of the document only.',
  errors: [1004, 1100],
  input: params({
    imei: required('imei', imei),
    period: required('query_type', choice({ day: 'day', week: 'week', month: 'month' })),
  }),
  output: one(health, { place: 'data' }),
  devices: (input) => [input.imei],
  example: { params: { imei: '868120145233604', query_type: 'day' }, answers: healthAnswers },
})
