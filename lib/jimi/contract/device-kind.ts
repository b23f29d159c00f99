// What kind of device stands behind a row, guessed from model, use and icon: the vendor has no field for it.

import type { DeviceKind } from '@/lib/domain/vehicle'

export type DeviceHints = { model?: string; useScope?: string; icon?: string }

/** Model families, by the start of the name behind an optional `JM-`. The first that fits decides. */
const KIND_OF_MODEL: readonly (readonly [RegExp, DeviceKind])[] = [
  [/^JC\d/, 'dashcam'],
  [/^(OB\d|VL502)/, 'obd'],
  [/^(EV|BL)\d/, 'scooter'],
  [/^(AT|LL)\d|^L?TAG/, 'asset'],
]

/** `mcTypeUseScope` of the device list; `automobile` and the rest tell nothing. */
const KIND_OF_SCOPE: Readonly<Record<string, DeviceKind>> = {
  electromobile: 'scooter',
  personal: 'asset',
  pet: 'asset',
}

/** Icons a fleet gives to two- and three-wheelers. */
const SCOOTER_ICONS: ReadonlySet<string> = new Set(['mtc', 'policeMtc', 'tricycle'])

/** The kind of a device. The model weighs most, then the use, then the icon; a wired tracker when none of them tells. */
export function deviceKindOf({ model = '', useScope = '', icon = '' }: DeviceHints): DeviceKind {
  const name = model.toUpperCase().replace(/^JM-?/, '')
  const family = KIND_OF_MODEL.find(([pattern]) => pattern.test(name))
  if (family) return family[1]
  if (Object.hasOwn(KIND_OF_SCOPE, useScope)) return KIND_OF_SCOPE[useScope] ?? 'tracker'
  return SCOOTER_ICONS.has(icon) ? 'scooter' : 'tracker'
}
