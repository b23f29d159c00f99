import { describe, expect, test } from 'vitest'
import { luhnDigit } from './imei'
import { ODD_NAMES } from './names'
import { createWorld } from './world'

describe('the account tree', () => {
  const { accounts } = createWorld({ seed: 1, devices: 1 })
  const levelOf = (login: string | null): number =>
    login === null ? 0 : 1 + levelOf(accounts.find((account) => account.login === login)?.parent ?? null)

  test('has two distributor roots and three levels under each', () => {
    const roots = accounts.filter(({ parent }) => parent === null)
    expect(roots.map(({ type }) => type)).toEqual([8, 8])
    for (const root of roots) {
      const below = accounts.filter(({ login }) => rootOf(login) === root.login)
      expect(Math.max(...below.map(({ login }) => levelOf(login)))).toBe(3)
    }
  })

  test('names every parent before its children', () => {
    const seen = new Set<string>()
    for (const { login, parent } of accounts) {
      expect(parent === null || seen.has(parent)).toBe(true)
      seen.add(login)
    }
  })

  test('gives about seven of ten devices to the first root', () => {
    const { devices } = createWorld({ seed: 1, devices: 1000 })
    const first = devices.filter(({ account }) => rootOf(account) === accounts[0]?.login).length
    expect(first).toBeGreaterThan(670)
    expect(first).toBeLessThan(730)
  })

  function rootOf(login: string): string {
    const parent = accounts.find((account) => account.login === login)?.parent ?? null
    return parent === null ? login : rootOf(parent)
  }
})

describe('devices', () => {
  test('a hundred thousand have valid and distinct IMEIs and stay within 600 MB', () => {
    const { devices } = createWorld({ seed: 5, devices: 100_000 })
    expect(new Set(devices.map(({ imei }) => imei)).size).toBe(100_000)
    const invalid = devices.filter(
      ({ imei }) => !/^\d{15}$/.test(imei) || luhnDigit(imei.slice(0, 14)) !== imei.at(-1),
    )
    expect(invalid).toEqual([])
    expect(process.memoryUsage().heapUsed).toBeLessThan(600e6)
  })

  test('the check digit is that of a published IMEI', () => {
    // 490154203237518 is the worked example of the IMEI check digit in Wikipedia's article on the IMEI (from 3GPP TS 23.003, annex B).
    expect(luhnDigit('49015420323751')).toBe('8')
  })

  test('all kinds occur, and the first devices carry the names that break careless code', () => {
    const { devices } = createWorld({ seed: 1, devices: 200 })
    expect(new Set(devices.map(({ kind }) => kind))).toEqual(
      new Set(['tracker', 'dashcam', 'obd', 'scooter', 'asset']),
    )
    expect(devices.slice(0, ODD_NAMES.length).map(({ deviceName }) => deviceName)).toEqual(
      ODD_NAMES.map(({ deviceName }) => deviceName),
    )
    expect(devices.some(({ plate }) => plate === null)).toBe(true)
    expect(devices.some(({ driverName }) => driverName === null)).toBe(true)
  })

  test('expiry dates follow the month of the moment given', () => {
    const nowMs = Date.UTC(2030, 5, 20)
    const { devices } = createWorld({ seed: 1, devices: 1000, nowMs })
    const expired = devices.filter(({ expiresAtMs }) => expiresAtMs < nowMs).length
    expect(expired).toBeGreaterThan(5)
    expect(expired).toBeLessThan(50)
  })
})
