// Hostile names where people are told of them: mails, webhooks, files of tracks and fences. The shape of what is told is that of
// one about "Van", whatever the vehicle, the rule, the fence and the tenant are called.

import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { Window } from 'happy-dom'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Notice } from '@/lib/domain/api/notify'
import { fencesToGeoJson, fencesToKml } from '@/lib/domain/geofence-geojson'
import { toCsv } from '@/lib/domain/track/export/csv'
import { toGeoJson } from '@/lib/domain/track/export/geojson'
import { toGpx } from '@/lib/domain/track/export/gpx'
import { toKml } from '@/lib/domain/track/export/kml'
import { MadeTrack } from '@/lib/domain/track/made-track.test-helper'
import { DEFAULT_TRIP_SETTINGS } from '@/lib/domain/track/settings'
import { trackStory } from '@/lib/domain/track/story'
import { forgetEnv } from '@/lib/server/env'
import { sendMail } from '@/lib/server/mail'
import { alarmMail } from '@/lib/server/notify/alarm-mail'
import { webhookBody } from '@/lib/server/notify/webhook'
import { invitationMail } from '@/lib/server/services/invitations-mail'
import { type CaughtMail, type MailCatcher, startMailCatcher } from '@/scripts/lib/mail-catcher'
import { HOSTILE_NAMES, storedName } from '../fixtures/hostile-names'
import { isFormula, oneLine, skeletonOf, textOf } from './hostile-world'

const folder = mkdtempSync(path.join(tmpdir(), 'milepost-hostile-'))
const reader = { locale: 'en', timeZone: 'UTC', unitSystem: 'metric' } as const
const NAMES = HOSTILE_NAMES.map(({ key, name }) => [key, storedName(name)] as const)
let catcher: MailCatcher

beforeAll(async () => {
  catcher = await startMailCatcher({ folder })
  Object.assign(process.env, {
    MILEPOST_SMTP_URL: catcher.smtpUrl,
    MILEPOST_MAIL_FROM: 'Milepost <alarms@fleet.example>',
    MILEPOST_URL: 'https://fleet.example',
  })
  forgetEnv()
})
afterAll(async () => {
  await catcher.close()
  rmSync(folder, { recursive: true, force: true })
})

/** An alarm in which everything that people name has this name. */
function noticeOf(name: string): Notice {
  const alarm = { code: 'overSpeed', name, severity: 'warning' as const, fence: name, address: name }
  const times = { startedAt: '2026-03-02T08:00:00.000Z', endedAt: null, lat: 41.15, lng: -8.61, speedKph: 42 }
  return {
    isTest: false,
    rule: { id: randomUUID(), name },
    alarm: { id: '00000000-0000-4000-8000-000000000001', ...alarm, ...times },
    vehicle: { id: randomUUID(), imei: '860000000000001', name, plate: null },
    timeZone: 'UTC',
  }
}

async function caught(name: string): Promise<CaughtMail> {
  const to = `${randomUUID()}@example.com`
  await sendMail({ to, ...alarmMail(noticeOf(name), reader, { isPerson: true }), fromName: name })
  return catcher.waitFor((mail) => mail.to.includes(to))
}

/** The names of a mail's own headers, in their order. */
function headersOf(mail: CaughtMail): string[] {
  const [head = ''] = mail.raw.toString('latin1').split('\r\n\r\n')
  return [...head.matchAll(/^([!-9;-~]+):/gm)].map(([, name = '']) => name)
}

test('mails of alarms have the headers, recipients and markup of any other, and each name as text', async () => {
  const plain = await caught('Van')
  for (const [, name] of NAMES) {
    const mail = await caught(name)
    expect(headersOf(mail)).toEqual(headersOf(plain))
    expect(mail).toMatchObject({
      from: 'alarms@fleet.example',
      to: [expect.stringMatching(/@example\.com$/)],
    })
    expect(mail.attachments).toEqual([])
    expect(skeletonOf(mail.html ?? '')).toEqual(skeletonOf(plain.html ?? ''))
    expect(textOf(mail.html ?? '')).toContain(oneLine(`Vehicle${name}Alarm${name}`))
    // A line of the text says one thing: no name begins another.
    expect(mail.text.split(/\r?\n/)).toHaveLength(plain.text.split(/\r?\n/).length)
  }
})

test('mails of invitations are told apart by their link alone', () => {
  const mailOf = (name: string) =>
    invitationMail({ tenantName: name, invitedBy: name, locale: 'en' }, 'https://fleet.example/invite/x')
  for (const [, name] of NAMES) {
    const { text } = mailOf(name)
    expect(text.split('\n')).toHaveLength(mailOf('Van').text.split('\n').length)
    expect(text.split('\n').filter((line) => line.startsWith('https://'))).toEqual([
      'https://fleet.example/invite/x',
    ])
  }
})

test('webhooks are JSON with each name as it is', () => {
  for (const [, name] of NAMES) {
    const body = JSON.parse(webhookBody('id', noticeOf(name)))
    expect([body.vehicle.name, body.rule.name, body.alarm.fence]).toEqual([name, name, name])
  }
})

/** A parsed XML file: how it is built, and the texts of its names. */
function xml(text: string) {
  const parser = new new Window().DOMParser()
  const document = parser.parseFromString(text, 'application/xml')
  expect(document.querySelector('parsererror')).toBeNull()
  const tags = [...document.querySelectorAll('*')].map(({ tagName }) => tagName)
  const names = [...document.getElementsByTagName('name')].map(({ textContent }) => textContent ?? '')
  return { tags, names }
}
/** What XML can hold of a text. */
const inXml = (name: string) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones XML has no way to write
  name.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
const lines = (text: string) => text.replace(/\r\n?/g, '\n').trim()

test('files of tracks are built alike whatever the vehicle is called, which is told in them', () => {
  const story = trackStory(
    new MadeTrack().drive(300, 36).stand(300).drive(300, 36).points(),
    DEFAULT_TRIP_SETTINGS,
  )
  const trackOf = (name: string) => [{ name, imei: '868120145233604', story }]
  for (const [, name] of NAMES) {
    for (const write of [toGpx, toKml]) {
      const [told, plain] = [xml(write(trackOf(name))), xml(write(trackOf('Van')))]
      expect(told.tags).toEqual(plain.tags)
      expect(told.names.map(lines)).toContain(lines(inXml(name)))
    }
    const geo = JSON.parse(toGeoJson(trackOf(name)))
    expect(geo.features[0].properties.name).toBe(name)
    const [head = [], ...rows] = parse(toCsv(trackOf(name)), { bom: true }) as string[][]
    expect(rows.length).toBeGreaterThan(50)
    expect(rows.every((row) => row.length === head.length)).toBe(true)
    expect(rows.map(([cell = '']) => cell).filter(isFormula)).toEqual([])
  }
})

test('files of fences are built alike whatever the fence is called, which is told in them', () => {
  const fenceOf = (name: string) => [
    {
      ...{ name, description: name, tags: [name], color: '#1d5fd1' },
      shape: { kind: 'circle' as const, center: { lat: 41.15, lng: -8.61 }, radiusM: 200 },
    },
  ]
  for (const [, name] of NAMES) {
    const [told, plain] = [xml(fencesToKml(fenceOf(name))), xml(fencesToKml(fenceOf('Van')))]
    expect(told.tags).toEqual(plain.tags)
    expect(told.names.map(lines)).toEqual([lines(inXml(name))])
    const [feature] = JSON.parse(JSON.stringify(fencesToGeoJson(fenceOf(name)))).features
    expect(feature.properties).toMatchObject({ name, description: name, tags: [name] })
  }
})
