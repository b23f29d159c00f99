import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import {
  demo,
  enter,
  expect,
  expectAccessible,
  expectNoOverflow,
  inEveryLook,
  keepScreenshot,
  setFault,
  test,
} from './fixtures'

const HOUR_MS = 3_600_000
const TRACK = 'jimi.device.track.list'

/** Vehicles that are on the road now, so that they have trips to show. */
async function movingVehicles(page: Page): Promise<{ id: string; name: string }[]> {
  return page.evaluate(
    () =>
      new Promise<{ id: string; name: string }[]>((resolve) => {
        const source = new EventSource('/api/live')
        source.addEventListener('snapshot', (event) => {
          source.close()
          const { roster, state } = JSON.parse(event.data) as {
            roster: { id: string[]; name: string[] }
            state: { status: number[] }
          }
          const all = roster.id.map((id, slot) => ({
            id,
            name: roster.name[slot] ?? '',
            isMoving: state.status[slot] === 0,
          }))
          resolve(all.filter(({ isMoving }) => isMoving))
        })
      }),
  )
}

const minute = (atMs: number) => `${new Date(atMs).toISOString().slice(0, 16)}Z`

/** The address of the last hours, up to a minute ago. */
function addressOf(ids: readonly string[], hours: number): string {
  const toMs = Date.now() - 60_000
  return `${demo().url}/replay?v=${ids.join(',')}&from=${minute(toMs - hours * HOUR_MS)}&to=${minute(toMs)}`
}

const list = (page: Page) => page.getByRole('list', { name: /^Trips and stops of/ })
const slider = (page: Page) => page.getByRole('slider', { name: 'Time' })
const cursorOf = (page: Page) => slider(page).evaluate((input: HTMLInputElement) => Number(input.value))

test.afterEach(() => setFault(null))

test('vehicles are chosen, a day is filled from the vendor, played, stepped, scrubbed and saved', async ({
  page,
}) => {
  await enter(page, '/replay')
  await expect(page.getByRole('heading', { name: 'No vehicle chosen' })).toBeVisible()
  await expectAccessible(page)
  const [vehicle] = await movingVehicles(page)
  if (vehicle === undefined) throw new Error('Nobody moves.')

  await page.getByRole('button', { name: 'Choose vehicles' }).click()
  const dialog = page.getByRole('dialog', { name: 'Vehicles to replay' })
  await dialog.getByRole('searchbox').fill(vehicle.name)
  await dialog.getByRole('checkbox').first().check()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Show' }).click()
  await expect(page).toHaveURL(/v=[0-9a-f-]{36}/)

  await page.goto(addressOf([vehicle.id], 24))
  await expect(list(page).getByRole('button').first()).toBeVisible({ timeout: 30_000 })
  const totals = page.getByRole('region', { name: `Totals of ${vehicle.name}` })
  await expect(totals).toContainText('Distance')

  const before = await cursorOf(page)
  await page.getByLabel('Speed of the replay').selectOption('300')
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await expect.poll(() => cursorOf(page)).toBeGreaterThan(before + 60_000)
  await page.getByRole('button', { name: 'Pause' }).click()
  const paused = await cursorOf(page)
  // It was paused between two fixes, of which the later may be in the second that is shown already.
  await slider(page).press('ArrowRight')
  await slider(page).press('ArrowRight')
  // The slider is drawn anew with the next frame.
  await expect.poll(() => cursorOf(page)).toBeGreaterThan(paused)
  for (const _ of [1, 2, 3]) await slider(page).press('ArrowLeft')
  await expect.poll(() => cursorOf(page)).toBeLessThan(paused)
  await expect(page).toHaveURL(/at=/)
  await slider(page).press('End')
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /\d\d:\d\d/)

  await page.getByRole('button', { name: 'Export' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'GPX' }).click()
  const file = await download
  expect(file.suggestedFilename()).toMatch(/^milepost-\d{4}-\d\d-\d\d\.gpx$/)
  const gpx = readFileSync(await file.path(), 'utf8')
  expect(gpx.match(/<trkpt /g)?.length ?? 0).toBeGreaterThan(20)
})

test('bad times get words at their field, and nothing typed is lost', async ({ page }) => {
  await enter(page, '/replay')
  const from = page.getByLabel('From')
  await from.fill('2026-01-01T00:00')
  await page.getByLabel('To', { exact: true }).fill('2025-12-31T00:00')
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'must be after' })).toBeVisible()
  await expect(page.getByLabel('To', { exact: true })).toHaveAttribute('aria-invalid', 'true')
  await expect(from).toHaveValue('2026-01-01T00:00')
})

test('while the vendor is away it is said, and trying again brings the track; asking can be stopped', async ({
  page,
}) => {
  await enter(page, '/replay')
  const vehicles = await movingVehicles(page)
  const vehicle = vehicles.at(-1)
  if (vehicle === undefined) throw new Error('Nobody moves.')
  await setFault({ kind: 'http', method: TRACK })
  await page.goto(addressOf([vehicle.id], 30))
  await expect(page.getByText(`Part of ${vehicle.name} did not come.`)).toBeVisible({ timeout: 40_000 })
  await setFault(null)
  await setFault({ kind: 'hang', method: TRACK })
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('progressbar')).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('Stopped.')).toBeVisible()
  await setFault(null)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(list(page).getByRole('button').first()).toBeVisible({ timeout: 30_000 })
})

test('three vehicles on desktop and phone, light and dark, are clean and fit', async ({ page }) => {
  await enter(page, '/replay')
  const ids = (await movingVehicles(page)).slice(0, 3).map(({ id }) => id)
  await page.goto(addressOf(ids, 12))
  await expect(list(page).getByRole('button').first()).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole('progressbar')).toBeHidden({ timeout: 30_000 })
  await inEveryLook(page, async ({ name }) => {
    await expect(list(page)).toBeVisible()
    await expectAccessible(page)
    await expectNoOverflow(page)
    await keepScreenshot(page, `replay-${name}`)
  })
  // The last look was a phone's: the sheet is drawn up by keyboard, and an entry takes the cursor along.
  await page.getByRole('separator', { name: 'Height of the panel' }).press('End')
  const before = await cursorOf(page)
  await list(page).getByRole('button').last().click()
  await expect.poll(() => cursorOf(page)).not.toBe(before)
})

test('a strange vehicle in the address is said to be missing', async ({ page }) => {
  await enter(page, '/replay')
  await page.goto(addressOf(['99999999-9999-4999-8999-999999999999'], 2))
  await expect(page.getByText('One of these vehicles is not there.')).toBeVisible()
})
