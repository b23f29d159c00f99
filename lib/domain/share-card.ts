// What is written about one vehicle of a share page, as plain texts: the server writes them into the page, and the page's small
// script writes them anew as time goes by.

import { asWritten } from './bidi'
import type { SharedVehicle } from './share-view'
import { agoText, fillIn, positionText, spanText, speedText } from './share-words'
import type { UnitSystem } from './units'

export type CardContext = {
  words: Readonly<Record<string, string>>
  locale: string
  unitSystem: UnitSystem
  nowMs: number
  destinationLabel: string | null
}

export type ShareCard = {
  title: string
  /** Plate and driver, as far as they were chosen. */
  tags: string[]
  /** "Last seen 3 min ago", and whether that is long ago. */
  age: string
  isOld: boolean
  /** Where it is, in words or degrees. */
  place: string
  /** How it moves, how fast, when it arrives, how sure the position is. */
  facts: string[]
}

/** A vehicle that has been silent for this long may be anywhere by now. */
export const OLD_AFTER_MS = 10 * 60_000
/** A position this much older than the last word of the device is worth telling. */
const POSITION_LAGS_MS = 2 * 60_000

/** The texts of one vehicle at a moment. */
export function shareCard(vehicle: SharedVehicle, context: CardContext): ShareCard {
  const { words, locale, nowMs } = context
  const { heardAt } = vehicle
  return {
    title: vehicle.label ?? fillIn(words.vehicle ?? '', { n: String(vehicle.k + 1) }),
    tags: [vehicle.plate, vehicle.driver].flatMap((text) => text ?? []),
    age:
      heardAt === null
        ? (words.notSince ?? '')
        : fillIn(words.lastSeen ?? '', { age: agoText(nowMs - heardAt, locale) }),
    isOld: heardAt === null || nowMs - heardAt > OLD_AFTER_MS,
    place: placeOf(vehicle, context),
    facts: factsOf(vehicle, context),
  }
}

function placeOf({ hidden, lat, lng, place }: SharedVehicle, { words, locale }: CardContext): string {
  if (hidden) return words.hidden ?? ''
  if (lat === undefined || lng === undefined) return words.nowhere ?? ''
  return place ?? asWritten(positionText(lat, lng), locale)
}

function factsOf(vehicle: SharedVehicle, context: CardContext): string[] {
  const { words, locale, unitSystem, nowMs } = context
  const { motion, speedKph, etaMin, accuracyM, fixAt, heardAt } = vehicle
  if (vehicle.hidden || vehicle.lat === undefined) return []
  const lags = fixAt != null && heardAt !== null && heardAt - fixAt > POSITION_LAGS_MS
  return [
    motion === undefined ? '' : (words[motion] ?? ''),
    speedKph !== undefined && motion === 'moving' ? speedText(speedKph, locale, unitSystem) : '',
    etaMin === undefined ? '' : etaText(etaMin, motion, context),
    accuracyM === undefined
      ? ''
      : fillIn(words.rough ?? '', { metres: new Intl.NumberFormat(locale).format(accuracyM) }),
    fixAt === null ? (words.positionBefore ?? '') : '',
    lags ? fillIn(words.positionFrom ?? '', { age: agoText(nowMs - (fixAt ?? nowMs), locale) }) : '',
  ].filter((text) => text !== '')
}

function etaText(
  minutes: number | null,
  motion: SharedVehicle['motion'],
  { words, locale, destinationLabel }: CardContext,
): string {
  if (minutes === null) return (motion === 'standing' ? words.etaStands : words.etaUnknown) ?? ''
  const place = destinationLabel || words.destination || ''
  if (minutes === 0) return fillIn(words.arrived ?? '', { place })
  return fillIn(words.eta ?? '', { time: spanText(minutes * 60_000, locale), place })
}
