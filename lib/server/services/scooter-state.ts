// How a scooter is set, as its vendor says now. Only legacy nodes can be asked; nothing of it is stored.

import 'server-only'
import { SCOOTER_MODES, type ScooterState } from '@/lib/domain/api/scooter'
import type { Viewer } from '../access'
import { getDevice } from '../data/devices'
import { callJimi } from '../jimi'
import { profileOf } from './commands-plan'

/** @throws NotFoundError as `getDevice`; as `callJimi`. */
export async function scooterStateOf(viewer: Viewer, deviceId: string): Promise<ScooterState> {
  const device = await getDevice(viewer, deviceId)
  if (device.kind !== 'scooter' || (await profileOf(viewer, device)) !== 'ts') return { scooter: null }
  const rows = await callJimi(viewer, 'jimi.scooter.device.detail', { imeis: [device.imei] })
  const row = rows.find(({ imei }) => imei === device.imei)
  if (row === undefined) return { scooter: null }
  const { switches, readings, faults } = row
  return {
    scooter: {
      mode: SCOOTER_MODES.find((mode) => mode === switches?.workingMode) ?? 'unknown',
      isCharging: switches?.charging ?? null,
      batteryPercent: readings?.batteryPercent ?? null,
      rangeKm: readings?.remainingRange ?? null,
      faultCount: Object.values(faults ?? {}).filter((isFault) => isFault === true).length,
    },
  }
}
