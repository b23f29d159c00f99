import type { Page } from '@playwright/test'
import {
  demo,
  enter,
  expect,
  expectAccessible,
  expectNoOverflow,
  inEveryLook,
  keepScreenshot,
  loginOf,
  push,
  test,
  type Vehicle,
  vehicleAt,
} from './fixtures'

const MINUTE_MS = 60_000

/** One that no vehicle of the demo has. */
const SENSOR = 9
const FUEL = `Fuel, sensor ${SENSOR}`

/** The vendor's way to write a time: UTC, without a zone. */
const vendorTime = (atMs: number) => new Date(atMs).toISOString().slice(0, 19).replace('T', ' ')

/** Makes a vehicle tell some things: fuel of three moments, a fault that was cleared, one that stands, and a sign-on. */
async function tell({ imei }: Vehicle): Promise<void> {
  const nowMs = Date.now()
  const fuel = [62, 61, 43.5].map((value, index) => ({
    deviceImei: imei,
    path: SENSOR,
    gateTime: vendorTime(nowMs - (12 - index * 4) * MINUTE_MS),
    // The vendor sends hundredths, and 4 for litres.
    value: value * 100,
    unit: 4,
  }))
  const faults = [['P0301', 'P0420'], ['P0420']].map((faultCodeList, index) => ({
    deviceImei: imei,
    eventTime: Math.floor(nowMs / 1000) - (20 - index * 10) * 60,
    faultCodeList,
  }))
  const signOn = { deviceImei: imei, type: 'LOGIN', gateTime: vendorTime(nowMs - 2 * MINUTE_MS) }
  expect(await push('pushoil', fuel)).toBe(200)
  expect(await push('pushfaultinfo', faults)).toBe(200)
  expect(await push('pushevent', [signOn])).toBe(200)
}

async function openDevice(page: Page, index: number): Promise<Vehicle> {
  await enter(page, '/settings/preferences')
  const vehicle = await vehicleAt(page, index)
  await tell(vehicle)
  await page.goto(`${demo().url}/devices/${vehicle.imei}?range=6h`)
  await expect(page.getByRole('heading', { level: 3, name: FUEL })).toBeVisible()
  return vehicle
}

test('what a device told is drawn, walked along by keyboard, and listed; the address keeps the range', async ({
  page,
}) => {
  const vehicle = await openDevice(page, 12)
  await expect(page.getByRole('heading', { level: 1 })).toContainText(vehicle.name)
  const chart = page.getByRole('figure').filter({ hasText: FUEL })
  await expect(chart).toContainText('Lowest43.5 L')
  await chart.getByRole('application', { name: FUEL }).focus()
  const said = chart.locator('[aria-live=polite]')
  await page.keyboard.press('ArrowLeft')
  await expect(said).toContainText('43.5 L')
  await page.keyboard.press('ArrowLeft')
  await expect(said).toContainText('61 L')
  await page.keyboard.press('Home')
  await expect(said).toContainText('62 L')
  await page.keyboard.press('Escape')
  await expect(said).toBeEmpty()

  const faults = page.getByRole('list', { name: 'Fault codes' }).getByRole('listitem')
  await expect(faults.filter({ hasText: 'P0420' })).toContainText('Current')
  await expect(faults.filter({ hasText: 'P0301' })).toContainText('Cleared')
  await expect(page.getByRole('region', { name: 'Sign-ons, newest first' })).toContainText('Signed on')
  await page.getByRole('combobox', { name: 'Topic' }).selectOption('pushoil')
  // The vehicle itself goes on telling of its tank meanwhile.
  const messages = page.getByRole('list', { name: 'Messages of the last day' })
  await messages.getByRole('button').filter({ hasText: '"value":43.5' }).click()
  await expect(page.getByText('"value": 43.5').first()).toBeVisible()

  await page.getByRole('link', { name: '3 days' }).click()
  await expect(page).toHaveURL(/range=3d/)
  await page.reload()
  await expect(page.getByRole('link', { name: '3 days' })).toHaveAttribute('aria-current', 'true')
  await expect(chart).toBeVisible()
})

test('the page of a device is accessible in every look', async ({ page }) => {
  await openDevice(page, 13)
  await inEveryLook(page, async ({ name }) => {
    await expectAccessible(page)
    await keepScreenshot(page, `device-${name}`)
    await expectNoOverflow(page)
  })
})

test('a device of somebody else and an IMEI that is none are equally not there', async ({
  page,
  browser,
}) => {
  const stranger = await browser.newPage()
  await enter(stranger, '/settings/preferences', loginOf('dispatcher', 1))
  const { imei } = await vehicleAt(stranger, 0)
  await stranger.close()
  for (const wrong of [imei, 'nonsense', '000000000000000']) {
    const answer = await enter(page, `/devices/${wrong}`)
    expect(answer?.status(), wrong).toBe(404)
    await expect(page.getByRole('heading', { name: 'There is nothing at this address' })).toBeVisible()
  }
})
