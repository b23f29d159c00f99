// What stands in the dialog while a link is made, and what of it cannot be sent yet.

import type { ShareDraft } from '@/lib/domain/api/share'
import { SHARE_MINUTES, SHARE_PASSWORD_LENGTH, type ShareField, type ShareZoneMode } from '@/lib/domain/share'
import { fromLocal } from '@/lib/domain/time'
import type { ShareTarget } from './share-actions'

export const SHARE_PRESETS_MIN = [15, 60, 480, 1440, 10_080] as const
export const SHARE_UNITS_MIN = { minutes: 1, hours: 60, days: 1440 } as const
export type ShareUnit = keyof typeof SHARE_UNITS_MIN

export type ShareForm = {
  vehicles: (ShareTarget & { alias: string })[]
  isLater: boolean
  /** `2026-01-15T08:00` in the reader's zone. */
  start: string
  durationMin: number | null
  customAmount: string
  customUnit: ShareUnit
  fields: ShareField[]
  zoneMode: ShareZoneMode
  fenceIds: string[]
  password: string
  hasDestination: boolean
  lat: string
  lng: string
  label: string
  viewerLimit: string
  name: string
}

/** Where something is missing or wrong. */
export type ShareProblem =
  | 'vehicles'
  | 'startsAt'
  | 'durationMin'
  | 'zone'
  | 'password'
  | 'destination'
  | 'viewerLimit'
export const SHARE_PROBLEMS: readonly ShareProblem[] = [
  'vehicles',
  'startsAt',
  'durationMin',
  'zone',
  'password',
  'destination',
  'viewerLimit',
]

export function newShareForm(vehicles: readonly ShareTarget[]): ShareForm {
  return {
    vehicles: vehicles.map((vehicle) => ({ ...vehicle, alias: '' })),
    isLater: false,
    start: '',
    durationMin: 60,
    customAmount: '2',
    customUnit: 'hours',
    fields: ['name', 'speed'],
    zoneMode: 'none',
    fenceIds: [],
    password: '',
    hasDestination: false,
    lat: '',
    lng: '',
    label: '',
    viewerLimit: '',
    name: '',
  }
}

/** The draft to send, or the first part that will not do. Times are read in `zone`. */
export function readShareForm(
  form: ShareForm,
  zone: string,
): { draft: ShareDraft } | { problem: ShareProblem } {
  if (form.vehicles.length === 0) return { problem: 'vehicles' }
  const startsAt = form.isLater ? startOf(form.start, zone) : null
  if (form.isLater && startsAt === null) return { problem: 'startsAt' }
  const durationMin = form.durationMin ?? customMinutes(form)
  if (durationMin === null) return { problem: 'durationMin' }
  if (form.zoneMode !== 'none' && form.fenceIds.length === 0) return { problem: 'zone' }
  if (form.password !== '' && form.password.length < SHARE_PASSWORD_LENGTH.min) return { problem: 'password' }
  const destination = form.hasDestination ? destinationOf(form) : null
  if (form.hasDestination ? destination === null : form.fields.includes('eta'))
    return { problem: 'destination' }
  const viewerLimit = form.viewerLimit.trim() === '' ? null : Number(form.viewerLimit)
  if (viewerLimit !== null && !(Number.isInteger(viewerLimit) && viewerLimit >= 1 && viewerLimit <= 1000))
    return { problem: 'viewerLimit' }
  return {
    draft: {
      name: form.name.trim(),
      startsAt,
      durationMin,
      vehicles: form.vehicles.map(({ id, alias }) => ({ deviceId: id, alias: alias.trim() })),
      fields: form.fields,
      zone: { mode: form.zoneMode, fenceIds: form.zoneMode === 'none' ? [] : form.fenceIds },
      password: form.password === '' ? null : form.password,
      destination,
      viewerLimit,
    },
  }
}

/** Degrees as typed, with a point or a comma; null for what is none. */
export function readDegrees(text: string, most: number): number | null {
  const typed = text.trim().replace(',', '.')
  if (!/^[+-]?\d{1,3}(\.\d{1,12})?$/.test(typed)) return null
  const degrees = Number(typed)
  return Math.abs(degrees) <= most ? degrees : null
}

function destinationOf({ lat, lng, label }: ShareForm): ShareDraft['destination'] {
  const [north, east] = [readDegrees(lat, 90), readDegrees(lng, 180)]
  return north === null || east === null ? null : { lat: north, lng: east, label: label.trim() }
}

function customMinutes({ customAmount, customUnit }: ShareForm): number | null {
  const minutes = Number(customAmount.trim() || Number.NaN) * SHARE_UNITS_MIN[customUnit]
  const isFine = Number.isInteger(minutes) && minutes >= SHARE_MINUTES.min && minutes <= SHARE_MINUTES.max
  return isFine ? minutes : null
}

function startOf(text: string, zone: string): string | null {
  const [, date, time] = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/.exec(text) ?? []
  return date === undefined || time === undefined ? null : fromLocal({ date, time }, zone).toISOString()
}
