// Vehicles as the journeys through commands need them, and what they do more than once.

import type { Page } from '@playwright/test'
import { demo, expect, push } from './fixtures'

type Facts = { isOnline: boolean }
type DeviceCommands = { templates: { template: string }[] }

export const CUT_TEMPLATE = 'RELAY,{0}#'

export async function get<T>(page: Page, path: string): Promise<T | null> {
  const response = await page.request.get(demo().url + path)
  return response.ok() ? ((await response.json()) as T) : null
}

/** A vehicle that is online and has both an SOS number and a relay, chosen as people choose. */
export async function findVehicle(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Choose vehicles' }).click()
  const boxes = page.getByRole('dialog').getByRole('checkbox')
  await expect(boxes.first()).toBeVisible()
  for (let index = 0; index < 12; index += 1) await boxes.nth(index).check()
  await page.getByRole('button', { name: 'Done' }).click()
  await page.waitForURL(/devices=/)
  const ids = (new URL(page.url()).searchParams.get('devices') ?? '').split(',')
  for (const id of ids) {
    const facts = await get<Facts>(page, `/api/commands/device/${id}/facts`)
    const device = await get<DeviceCommands>(page, `/api/commands/device/${id}`)
    const has = (start: string) =>
      device?.templates.some(({ template }) => template.startsWith(start)) === true
    if (facts?.isOnline && has('SOS,') && has(CUT_TEMPLATE)) return id
  }
  throw new Error('The demo has no vehicle to command.')
}

export type Seen = { id: string; imei: string; lat: number; lng: number }

/** Vehicles of a status, as the page's own live stream tells them. */
export function vehiclesOf(page: Page, status: 'parked' | 'offline'): Promise<Seen[]> {
  return page.evaluate(
    (wanted) =>
      new Promise<Seen[]>((resolve) => {
        const source = new EventSource('/api/live')
        source.addEventListener('snapshot', (event) => {
          const { roster, state } = JSON.parse(event.data)
          const slots = state.status.flatMap((each: number, slot: number) =>
            each === wanted && state.lat[slot] !== null ? [slot] : [],
          )
          // Right after its start the app knows no vehicles yet; another snapshot follows when it does.
          if (slots.length === 0) return
          source.close()
          resolve(
            slots.map((slot: number) => ({
              id: roster.id[slot],
              imei: roster.imei[slot],
              lat: state.lat[slot] / 1e6,
              lng: state.lng[slot] / 1e6,
            })),
          )
        })
      }),
    status === 'parked' ? 2 : 3,
  )
}

/**
 * The first of some vehicles whose device has a command that begins so, and that is online now if it has to be. Whoever asks
 * for many devices at once may be told to wait by the vendor, and so is asked again for a while.
 */
export async function firstWith(
  page: Page,
  vehicles: readonly Seen[],
  { start, isOnline = false }: { start: string; isOnline?: boolean },
): Promise<Seen> {
  const found: Seen[] = []
  await expect(async () => {
    found.push(...(await searchFor(page, vehicles, { start, isOnline })))
    expect(found, `vehicles with a command ${start}`).not.toEqual([])
  }).toPass({ timeout: 120_000, intervals: [5_000] })
  const [first] = found
  if (first === undefined) throw new Error(`No vehicle has a command ${start}`)
  return first
}

async function searchFor(
  page: Page,
  vehicles: readonly Seen[],
  { start, isOnline }: { start: string; isOnline: boolean },
): Promise<Seen[]> {
  for (const vehicle of vehicles) {
    const device = await get<DeviceCommands>(page, `/api/commands/device/${vehicle.id}`)
    if (!device?.templates.some(({ template }) => template.startsWith(start))) continue
    if (!isOnline || (await get<Facts>(page, `/api/commands/device/${vehicle.id}/facts`))?.isOnline)
      return [vehicle]
  }
  return []
}

/** Two fixes by satellite of a moment ago that say it stands. */
export async function standStill({ imei, lat, lng }: Seen): Promise<void> {
  const fixAgo = (seconds: number) => {
    const at = new Date(Date.now() - seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')
    const where = { lat, lng, satelliteNum: 9, gpsSpeed: 0, direction: 0, acc: 0, postType: 1, gpsMode: 0 }
    return { deviceImei: imei, gpsTime: at, gateTime: at, ...where }
  }
  await push('pushgps', [fixAgo(20), fixAgo(1)])
}

export async function fillSos(page: Page, numbers: readonly string[]): Promise<string> {
  await page.getByRole('combobox', { name: 'Command', exact: true }).selectOption({ label: 'SOS setting' })
  for (const [index, number] of numbers.entries()) await page.getByLabel(`Value ${index + 1}`).fill(number)
  return `SOS,A,${numbers.join(',')}#`
}
