// What a vehicle is and how it stands: the words and rules every layer shares.
// It owns status and staleness; it does not know where the data came from.

/** What carries the device. Order is the wire code in live frames: append only. */
export const DEVICE_KINDS = ['tracker', 'dashcam', 'obd', 'scooter', 'asset'] as const
export type DeviceKind = (typeof DEVICE_KINDS)[number]

/** How a position was found. Order is the wire code in live frames: append only. */
export const FIX_SOURCES = ['gps', 'wifi', 'cell', 'beacon'] as const
export type FixSource = (typeof FIX_SOURCES)[number]

/** The one status of a vehicle. Order is the wire code in live frames: append only. */
export const VEHICLE_STATUSES = ['moving', 'idling', 'parked', 'offline', 'expired'] as const
export type VehicleStatus = (typeof VEHICLE_STATUSES)[number]

/** At or above this a vehicle counts as moving; below it, receivers report noise. */
export const MOVING_SPEED_KPH = 3
/** With ignition off, only a clear speed counts as moving (towing, jitter). */
export const MOVING_SPEED_IGNITION_OFF_KPH = 8
/** An online vehicle that has sent nothing for this long is marked stale. */
export const STALE_AFTER_MS = 15 * 60_000

export type StatusInput = {
  online: boolean
  expired: boolean
  speedKph: number | null
  ignition: boolean | null
  source: FixSource | null
}

/**
 * The status of a vehicle from its last report. Movement needs a satellite fix: Wi-Fi and cell fixes jump.
 * Rules: expired wins, then offline, then moving (3 km/h, or 8 km/h with ignition off), idling (ignition on), parked.
 */
export function vehicleStatus(input: StatusInput): VehicleStatus {
  if (input.expired) return 'expired'
  if (!input.online) return 'offline'
  const threshold = input.ignition === false ? MOVING_SPEED_IGNITION_OFF_KPH : MOVING_SPEED_KPH
  if (input.source === 'gps' && (input.speedKph ?? 0) >= threshold) return 'moving'
  return input.ignition ? 'idling' : 'parked'
}

/**
 * Whether what we show is old although the vehicle should be reporting.
 * `lastHeardAtMs` is the newer of fix and heartbeat (0 when never heard). Offline and expired vehicles are not stale: their status says it.
 */
export function isStale(status: VehicleStatus, lastHeardAtMs: number, nowMs: number): boolean {
  if (status === 'offline' || status === 'expired') return false
  return nowMs - lastHeardAtMs > STALE_AFTER_MS
}
