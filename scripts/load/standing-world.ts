// A vendor's world for counting calls: one account at the top, so many below it, some vehicles each, which all stand still.

import type { World, WorldAccount, WorldDevice, WorldState } from '@/lib/sandbox/world/types'

export const TOP_LOGIN = 'top'
export const TOP_PASSWORD = 'top-password'

/** So many accounts with vehicles in all, the top one among them. */
export function standingWorld(size: { accounts: number; vehiclesEach: number; firstImei: number }): World {
  const accounts = Array.from({ length: size.accounts }, (_, index) => accountOf(index))
  const devices = accounts.flatMap(({ login }, branch) =>
    Array.from({ length: size.vehiclesEach }, (_, index) =>
      deviceOf(login, size.firstImei + branch * size.vehiclesEach + index),
    ),
  )
  return {
    accounts,
    devices,
    stateAt: (_, atMs) => standingSince(atMs),
    fixesBetween: () => [],
    tripsBetween: () => [],
    alarmsBetween: () => [],
  }
}

function accountOf(index: number): WorldAccount {
  if (index === 0) return { login: TOP_LOGIN, password: TOP_PASSWORD, name: 'Top', type: 8, parent: null }
  const login = `branch-${index}`
  return { login, password: `${login}-password`, name: `Branch ${index}`, type: 9, parent: TOP_LOGIN }
}

function deviceOf(account: string, imei: number): WorldDevice {
  return {
    imei: String(imei),
    account,
    kind: 'tracker',
    model: 'VL802',
    deviceName: `Vehicle ${imei}`,
    icon: 'truck',
    plate: null,
    vehicleName: null,
    driverName: null,
    driverPhone: null,
    sim: '1',
    iccid: '1',
    vin: null,
    groupName: 'all',
    activatedAtMs: Date.UTC(2020, 0, 1),
    expiresAtMs: Date.UTC(2090, 0, 1),
    enabled: true,
    remark: null,
  }
}

/** All tell something every ten seconds, as if each had been heard just now. */
function standingSince(atMs: number): WorldState {
  const fixAtMs = Math.floor(atMs / 10_000) * 10_000
  return {
    fix: {
      ...{ atMs: fixAtMs, lat: 22.5, lng: 113.9, speedKph: 0, headingDeg: 90 },
      ...{ source: 'gps', satellites: 9, ignition: false },
    },
    online: true,
    heartbeatAtMs: fixAtMs,
    expired: false,
    batteryPercent: 80,
    externalPower: 12.5,
    signalLevel: 3,
    odometerKm: 1234,
    temperatureC: null,
    fuelLitres: null,
  }
}
