// An alarm as a mail: plain text, and HTML that needs nothing from anywhere and reads well without its styles.

import type { Notice } from '@/lib/domain/api/notify'
import { directionOf } from '@/lib/domain/bidi'
import { oneLine } from '@/lib/domain/one-line'
import { env } from '../env'
import type { MailDraft } from '../mail'
import {
  alarmWords,
  notifyWords,
  placeWords,
  type Reader,
  speedWords,
  timeWords,
  vehicleWords,
} from './words'

export type AlarmMail = Pick<MailDraft, 'subject' | 'text' | 'html'>

/** The mail to one reader. `isPerson` is false for an address that nobody signs in with. */
export function alarmMail(notice: Notice, reader: Reader, { isPerson }: { isPerson: boolean }): AlarmMail {
  const t = notifyWords(reader)
  const { alarm, rule, isTest } = notice
  const severity = t(`severity.${alarm.severity}`)
  const plain = oneLine(
    t('mail.subject', { severity, alarm: alarmWords(notice, reader), vehicle: vehicleWords(notice, reader) }),
  )
  const subject = isTest ? t('mail.testSubject', { subject: plain }) : plain
  const rows = rowsOf(notice, reader)
  const link = linkOf(notice)
  const why =
    rule === null ? t('mail.testWhy') : t(isPerson ? 'mail.why' : 'mail.whyAddress', { rule: rule.name })
  const text = [
    subject,
    '',
    ...rows.map(([name, value]) => `${name}: ${oneLine(value)}`),
    ...(link === null ? [] : ['', `${t('mail.open')}: ${link}`]),
    '',
    oneLine(why),
    '',
  ].join('\n')
  return {
    subject,
    text,
    html: htmlOf({ subject, rows, link, open: t('mail.open'), why, locale: reader.locale }),
  }
}

/** Where the alarm is shown; null where nobody said what address this installation has, or there is no such alarm. */
function linkOf({ alarm, isTest }: Notice): string | null {
  const { publicUrl } = env()
  if (publicUrl === null) return null
  return isTest ? `${publicUrl}/settings/notifications` : `${publicUrl}/alarms?alarm=${alarm.id}`
}

type Row = readonly [name: string, value: string]

function rowsOf(notice: Notice, reader: Reader): Row[] {
  const t = notifyWords(reader)
  const { alarm, rule } = notice
  const speed = speedWords(notice, reader)
  return [
    [t('mail.vehicle'), vehicleWords(notice, reader)],
    [t('mail.alarm'), alarmWords(notice, reader)],
    [t('mail.severity'), t(`severity.${alarm.severity}`)],
    [t('mail.time'), timeWords(alarm.startedAt, reader)],
    [t('mail.place'), placeWords(notice, reader)],
    ...(speed === null ? [] : [[t('mail.speed'), speed] as const]),
    ...(rule === null ? [] : [[t('mail.rule'), rule.name] as const]),
  ]
}

type Page = {
  subject: string
  rows: readonly Row[]
  link: string | null
  open: string
  why: string
  locale: string
}

function htmlOf({ subject, rows, link, open, why, locale }: Page): string {
  const cells = rows.map(
    ([name, value]) =>
      `<tr><th scope="row" style="${HEAD}">${escapeHtml(name)}</th><td style="${CELL}">${escapeHtml(value)}</td></tr>`,
  )
  const button =
    link === null
      ? ''
      : `<p style="margin:24px 0"><a href="${escapeHtml(link)}" style="${BUTTON}">${escapeHtml(open)}</a></p>`
  return `<!doctype html><html lang="${escapeHtml(locale)}" dir="${directionOf(locale)}"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>
<body style="${BODY}"><h1 style="font-size:18px;margin:0 0 16px">${escapeHtml(subject)}</h1>
<table role="presentation" style="border-collapse:collapse">${cells.join('')}</table>${button}
<p style="color:#5a6472;font-size:13px;margin:24px 0 0">${escapeHtml(why)}</p></body></html>`
}

const BODY =
  'margin:0;padding:24px;font-family:system-ui,-apple-system,Segoe UI,Roboto,sans-serif;font-size:15px;line-height:1.5;color:#1b1f24'
const HEAD = 'text-align:start;vertical-align:top;padding:4px 24px 4px 0;color:#5a6472;font-weight:500'
const CELL = 'vertical-align:top;padding:4px 0'
const BUTTON =
  'display:inline-block;background:#1f5fd6;color:#ffffff;text-decoration:none;padding:10px 16px;border-radius:6px;font-weight:600'

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
