// Addresses that cannot be read whole: what of them is not shown is said at the place, and the rest of them holds.

import type { Page } from '@playwright/test'
import {
  demo,
  enter,
  expect,
  expectAccessible,
  expectNoOverflow,
  firstVehicles,
  inEveryLook,
  keepScreenshot,
  test,
} from './fixtures'

const SOON = { timeout: 20_000 }

const notice = (page: Page) =>
  page.getByRole('status').filter({ hasText: 'Part of this address could not be read' })

async function look(page: Page, name: string): Promise<void> {
  await inEveryLook(page, async (each) => {
    await expect(notice(page)).toBeVisible()
    await expectAccessible(page)
    await expectNoOverflow(page)
    await keepScreenshot(page, `address-${name}-${each.name}`)
  })
}

test('of an alarms address it is said that its times end before they begin, and its other filters hold', async ({
  page,
}) => {
  const odd = 'severity=dire,critical&from=2026-03-02T00:00Z&to=2026-03-01T00:00Z'
  await enter(page, `/alarms?box=all&${odd}`)
  await expect(notice(page)).toContainText('Its times end before they begin', SOON)
  await expect(notice(page)).toContainText('severity=dire')
  const severity = page.getByRole('combobox', { name: 'Severity' })
  await expect(severity).toHaveValue('critical')
  await look(page, 'alarms')
  // Whoever sets the times right has read it.
  await page.getByRole('combobox', { name: 'Began' }).selectOption({ label: 'In the last 24 hours' })
  await expect(notice(page)).toHaveCount(0)
  await expect(severity).toHaveValue('critical')
  await expect(page).toHaveURL(/severity=critical&span=24h$/)
})

test('of a replay address it is said what names no vehicle and no time, and what is shown instead', async ({
  page,
}) => {
  await enter(page, '/replay?v=van-12&from=2026-01-01T00:00Z&to=2026-12-31T00:00Z')
  await expect(notice(page)).toContainText('v=van-12', SOON)
  await expect(notice(page)).toContainText('names no vehicle, so none is chosen.')
  await expect(notice(page)).toContainText('more than 90 days apart, so today is shown.')
  await expect(page.getByRole('heading', { name: 'No vehicle chosen' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Today' })).toHaveAttribute('aria-pressed', 'true')
  await look(page, 'replay')
  await notice(page).getByRole('button', { name: 'Hide' }).click()
  await expect(notice(page)).toHaveCount(0)
})

test('of eleven vehicles in a replay address ten are shown, and it stays said while the replay goes on', async ({
  page,
}) => {
  await enter(page, '/replay')
  const ids = (await firstVehicles(page, 11)).map(({ id }) => id)
  const minute = (atMs: number) => `${new Date(atMs).toISOString().slice(0, 16)}Z`
  const toMs = Date.now() - 60_000
  const span = `from=${minute(toMs - 3_600_000)}&to=${minute(toMs)}`
  await page.goto(`${demo().url}/replay?v=${ids.join(',')}&${span}`)
  await expect(notice(page)).toContainText('It names 11 vehicles.', SOON)
  await expect(page.getByRole('heading', { name: 'Vehicles (10 of 10)' })).toBeVisible()
  // The address is written anew as soon as the cursor moves.
  const slider = page.getByRole('slider', { name: 'Time' })
  await expect(slider).toBeEnabled({ timeout: 60_000 })
  await slider.press('End')
  await expect.poll(() => new URL(page.url()).searchParams.get('v')?.split(',').length, SOON).toBe(10)
  await expect(notice(page)).toContainText('It names 11 vehicles.')
})

test('of a report address it is said which day and which value could not be read, and its other values hold', async ({
  page,
}) => {
  await enter(page, '/reports?kind=speeding&from=2026-02-30&to=2026-03-01&limitKph=fast&minSec=45')
  await expect(notice(page)).toContainText('from=2026-02-30', SOON)
  await expect(notice(page)).toContainText('is no day. Told of instead: Today.')
  await expect(notice(page)).toContainText('limitKph=fast')
  await expect(page.getByLabel('Range')).toHaveValue('today')
  await expect(page.getByLabel('Faster than')).toHaveValue('100')
  await expect(page.locator('form').locator('input[value="45"]')).toBeVisible()
  await look(page, 'reports')
  await page.getByLabel('Range').selectOption('yesterday')
  await expect(notice(page)).toHaveCount(0)

  await page.goto(`${demo().url}/reports?kind=weather&run=1`)
  await expect(notice(page)).toContainText('is no report. Choose one below.', SOON)
  await expect(page.getByRole('button', { name: /^Fleet summary/ })).toBeVisible()
})

test('of a video address it is said which vehicle it does not name, and which day has not begun', async ({
  page,
}) => {
  await enter(page, '/video?device=van-12&tab=gallery')
  await expect(notice(page)).toContainText('device=van-12', SOON)
  await expect(notice(page)).toContainText('names no vehicle. Choose one below.')
  const cameras = page.getByRole('list', { name: 'Vehicles with cameras' })
  await cameras.getByRole('button').first().click(SOON)
  await expect(page).toHaveURL(/device=[0-9a-f-]{36}&tab=gallery/)
  await expect(notice(page)).toHaveCount(0)
  const device = new URL(page.url()).searchParams.get('device')
  await page.goto(`${demo().url}/video?device=${device}&tab=recordings&day=2099-01-01&lens=fish`)
  await expect(notice(page)).toContainText('has not begun, so today is shown.', SOON)
  await expect(notice(page)).toContainText('lens=fish')
  await look(page, 'video')
})
