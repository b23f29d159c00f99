// Device models and how often each kind reports. Model names are the vendor's; type codes and rhythms are ours.

import type { DeviceKind } from '@/lib/domain/vehicle'

/** A device model with the type allocation code its IMEIs begin with. */
export type Model = { readonly name: string; readonly tac: string }

/** Device models by kind. */
export const MODELS: Readonly<Record<DeviceKind, readonly Model[]>> = {
  tracker: [
    { name: 'VL802', tac: '86012106' },
    { name: 'VL103', tac: '86452804' },
    { name: 'GT06N', tac: '35843503' },
    { name: 'JM-VL01', tac: '35951309' },
    { name: 'VL512', tac: '86963106' },
  ],
  dashcam: [
    { name: 'JC400', tac: '86478404' },
    { name: 'JC261', tac: '86235306' },
    { name: 'JC450', tac: '86916204' },
  ],
  obd: [
    { name: 'VL502', tac: '86599504' },
    { name: 'OB22', tac: '35767706' },
  ],
  scooter: [
    { name: 'VL103M', tac: '86452805' },
    { name: 'BL10', tac: '86812014' },
  ],
  asset: [
    { name: 'LL303', tac: '86171505' },
    { name: 'LL301', tac: '86171504' },
    { name: 'AT4', tac: '35913907' },
  ],
}

/** Seconds between fixes by kind: with ignition on, with ignition off, and between heartbeats. */
export const RHYTHM_S: Readonly<Record<DeviceKind, { on: number; off: number; beat: number }>> = {
  tracker: { on: 10, off: 600, beat: 180 },
  dashcam: { on: 10, off: 600, beat: 180 },
  obd: { on: 30, off: 600, beat: 300 },
  scooter: { on: 30, off: 600, beat: 300 },
  asset: { on: 3600, off: 3600, beat: 600 },
}

/** Seconds between reports of asset tags in their long-life mode. */
export const DAILY_S = 86_400
