// What can be changed of a device, and what of it cannot be right: checked in the page while it is typed, and again by the
// server, which asks the vendor's contract besides.

/** What the vendor's service changes by one method. */
export const EDIT_FIELDS = [
  'name',
  'plate',
  'driverName',
  'driverPhone',
  'sim',
  'remark',
  'odometerKm',
  'icon',
  'enabled',
] as const
export type EditField = (typeof EDIT_FIELDS)[number]

/** The pictures the vendor has for a vehicle, as it spells them; the words of our contract stand beside them. */
export const DEVICE_ICONS = {
  automobile: 'automobile',
  bus: 'bus',
  person: 'per',
  motorcycle: 'mtc',
  truck: 'truck',
  taxi: 'taxi',
  plane: 'plane',
  schoolBus: 'schoolBus',
  excavator: 'excavator',
  ship: 'ship',
  tricycle: 'tricycle',
  policeMotorcycle: 'policeMtc',
  tractor: 'tractor',
  policeCar: 'policeCar',
  cow: 'cow',
  other: 'other',
} as const
export type DeviceIcon = keyof typeof DEVICE_ICONS

/** Which picture a stored key means; null for one we do not know. */
export function deviceIconOf(key: string | null): DeviceIcon | null {
  const found = Object.entries(DEVICE_ICONS).find(([icon, wire]) => wire === key || icon === key)
  return ICON_NAMES.find((name) => name === found?.[0]) ?? null
}

export const ICON_NAMES = [
  'automobile',
  'bus',
  'person',
  'motorcycle',
  'truck',
  'taxi',
  'plane',
  'schoolBus',
  'excavator',
  'ship',
  'tricycle',
  'policeMotorcycle',
  'tractor',
  'policeCar',
  'cow',
  'other',
] as const satisfies readonly DeviceIcon[]

/** What is to change; what is left out stays. Texts are as typed. */
export type DeviceEdit = {
  name?: string
  plate?: string
  driverName?: string
  driverPhone?: string
  sim?: string
  remark?: string
  odometerKm?: number
  icon?: DeviceIcon
  enabled?: boolean
}

/**
 * Why a field cannot be sent: the vendor has no way to empty a text; longer, other signs, another number than it takes; a
 * number that reads as two; or its older service does not know the field.
 */
export const EDIT_PROBLEMS = [
  'empty',
  'long',
  'signs',
  'phone',
  'sim',
  'number',
  'thousands',
  'unsupported',
] as const
export type EditProblem = (typeof EDIT_PROBLEMS)[number]

/** Longest texts. The vendor's documents name none; these are what its screens show whole. */
export const MAX_EDIT_CHARS: Readonly<Record<Exclude<EditField, 'odometerKm' | 'icon' | 'enabled'>, number>> =
  {
    name: 100,
    plate: 50,
    driverName: 100,
    driverPhone: 50,
    sim: 50,
    remark: 500,
  }

/** The contract's own bound of a reading. */
export const MAX_ODOMETER_KM = 100_000_000

/** Control signs; a remark may have lines. */
const CONTROL = /\p{Cc}/u
const CONTROL_BUT_LINES = /[^\P{Cc}\n]/u
const PHONE = /^[+\d][\d\s().\-/]*$/
const SIM = /^\+?[\dA-Fa-f\s-]+$/

/** What is wrong with one value, or null. */
export function editProblem(field: EditField, value: string | number | boolean): EditProblem | null {
  if (field === 'enabled' || field === 'icon') return null
  if (field === 'odometerKm')
    return typeof value === 'number' && value >= 0 && value <= MAX_ODOMETER_KM ? null : 'number'
  return textProblem(field, String(value).trim())
}

function textProblem(field: keyof typeof MAX_EDIT_CHARS, text: string): EditProblem | null {
  if (text === '') return 'empty'
  if (text.length > MAX_EDIT_CHARS[field]) return 'long'
  if ((field === 'remark' ? CONTROL_BUT_LINES : CONTROL).test(text)) return 'signs'
  if (field === 'driverPhone' && !PHONE.test(text)) return 'phone'
  if (field === 'sim' && !SIM.test(text)) return 'sim'
  return null
}

/** Whether a number is, by its reader, a thousand times another: "12,345" is how some write thousands, and others decimals. */
export function isAmbiguous(text: string): boolean {
  return /^\d+,\d{3}$/.test(text.trim())
}

/** A typed odometer: digits with one point or comma; NaN for anything else. */
export function parseOdometer(text: string): number {
  const plain = text.trim().replace(',', '.')
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN
}
