import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { PLAIN_BRAND } from '@/lib/domain/api/branding'
import type { Notice } from '@/lib/domain/api/notify'
import { alarmMail } from '@/lib/server/notify/alarm-mail'
import { pushMessage } from '@/lib/server/notify/deliver'
import { webhookBody } from '@/lib/server/notify/webhook'

const notice: Notice = {
  isTest: false,
  rule: { id: randomUUID(), name: 'Night' },
  alarm: {
    ...{ id: randomUUID(), code: '2', name: 'Power cut', severity: 'critical' },
    ...{ startedAt: '2026-03-08T07:30:00.000Z', endedAt: null },
    ...{ lat: null, lng: null, speedKph: null, fence: null, address: null },
  },
  vehicle: { id: randomUUID(), imei: '1', name: 'Truck 1', plate: null },
  timeZone: 'UTC',
}
const reader = (locale: string) => ({ locale, timeZone: 'UTC', unitSystem: 'metric' as const })

test.each([
  ['en', 'Power cut'],
  ['es', 'Corte de alimentación'],
  ['pt-BR', 'Corte de alimentação'],
  ['fr', 'Coupure d’alimentation'],
  ['zh', '断电告警'],
  ['ar', 'انقطاع التغذية'],
  ['xx', 'Power cut'],
])('mails and messages to browsers name alarms in the language of whoever gets them: %s', (locale, name) => {
  const { subject, text, html } = alarmMail(notice, reader(locale), { isPerson: true })
  for (const words of [subject, text, html]) expect(words).toContain(name)
  expect(pushMessage(notice, reader(locale), PLAIN_BRAND).title).toContain(name)
})

test('a vendor’s name stays as it came, and a test says that it is one in the language of whoever gets it', () => {
  const odd = { ...notice, alarm: { ...notice.alarm, code: '977', name: 'Tilt of bucket' } }
  expect(alarmMail(odd, reader('es'), { isPerson: true }).text).toContain('Tilt of bucket')
  const tried = { ...notice, isTest: true, alarm: { ...notice.alarm, name: 'Test alarm' } }
  expect(pushMessage(tried, reader('es'), PLAIN_BRAND).title).toContain('Alarma de prueba')
})

test('receivers of webhooks get the code and the English name, whoever made the rule', () => {
  expect(JSON.parse(webhookBody('id', notice)).alarm).toMatchObject({ code: '2', name: 'Power cut' })
})

test('a push brings the icon of the tenant along', () => {
  const logo = { url: '/api/branding/abc', contentType: 'image/png', width: 192, height: 192 }
  const brand = { ...PLAIN_BRAND, pictures: { logo, login: null } }
  expect(pushMessage(notice, reader('en'), brand).icon).toBe('/api/branding/abc')
})
