// The words of notifications, in a recipient's language, zone and units. There is no request here, so nothing of it is asked.

import { createTranslator } from 'next-intl'
import type { Notice } from '@/lib/domain/api/notify'
import { asWritten } from '@/lib/domain/bidi'
import { formattingTag, knownLocale } from '@/lib/domain/locales'
import { fromKm, type UnitSystem } from '@/lib/domain/units'
import { alarmNameIn } from '../alarm-names'
import { messagesOf } from '../messages'

/** How a recipient reads; from a person's preferences, or the rule's zone for an address nobody signs in with. */
export type Reader = { locale: string; timeZone: string; unitSystem: UnitSystem }

/** A translator of the messages at `notify`. */
export function notifyWords(reader: Reader) {
  return createTranslator({
    locale: localeOf(reader),
    messages: messagesOf(reader.locale),
    namespace: 'notify',
  })
}

/** "22 Nov 2026, 14:05 GMT+5:45" for a moment. */
export function timeWords(iso: string, reader: Reader): string {
  return new Intl.DateTimeFormat(localeOf(reader), {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: reader.timeZone,
  })
    .format(new Date(iso))
    .concat(' ', zoneWords(iso, reader))
}

/** "42 km/h", or null where nobody said. */
export function speedWords({ alarm: { speedKph } }: Notice, reader: Reader): string | null {
  if (speedKph === null) return null
  const unit = reader.unitSystem === 'imperial' ? 'mile-per-hour' : 'kilometer-per-hour'
  return new Intl.NumberFormat(localeOf(reader), { style: 'unit', unit, maximumFractionDigits: 0 }).format(
    fromKm(speedKph, reader.unitSystem),
  )
}

/** Where it happened: fence and address as far as known, and the coordinates. */
export function placeWords({ alarm }: Notice, reader: Reader): string {
  const t = notifyWords(reader)
  const { lat, lng, fence, address } = alarm
  const coordinates =
    lat === null || lng === null ? null : asWritten(`${lat.toFixed(5)}, ${lng.toFixed(5)}`, reader.locale)
  const place = [fence, address].filter((part) => part !== null && part !== '').join(', ')
  if (place === '') return coordinates ?? t('mail.unknownPlace')
  return coordinates === null ? place : t('mail.at', { place, coordinates })
}

/** "Power cut": what happened; of a test, that nothing did. */
export function alarmWords({ alarm, isTest }: Notice, reader: Reader): string {
  return isTest ? notifyWords(reader)('sample.alarm') : alarmNameIn(reader.locale, alarm.name)
}

/** "Truck 12 (AB-12-CD)". */
export function vehicleWords({ vehicle: { name, plate }, isTest }: Notice, reader: Reader): string {
  if (isTest) return notifyWords(reader)('sample.vehicle')
  return plate === null || plate === '' || plate === name
    ? name
    : notifyWords(reader)('mail.named', { name, plate })
}

function zoneWords(iso: string, reader: Reader): string {
  const parts = new Intl.DateTimeFormat(localeOf(reader), {
    timeZone: reader.timeZone,
    timeZoneName: 'short',
  }).formatToParts(new Date(iso))
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? reader.timeZone
}

function localeOf({ locale }: Reader): string {
  return formattingTag(knownLocale(locale))
}
