import type { Page } from '@playwright/test'
import {
  enter,
  expect,
  expectAccessible,
  inEveryLook,
  keepScreenshot,
  type Look,
  openList,
  push,
  signIn,
  test,
  vehicleAt,
} from './fixtures'

/** Posts one alarm as the vendor does, raised just now. */
async function raise(imei: string, alertType: string, over: Record<string, unknown> = {}): Promise<void> {
  const now = new Date().toISOString().slice(0, 19).replace('T', ' ')
  const msg = { alertType, alarmTime: now, lat: 41.15, lng: -8.61, gpsSpeed: 0, ...over }
  const item = { type: 'DEVICE', msgClass: 0, imei, msg, gateTime: now, alarmName: over.alarmName }
  expect(await push('pushalarm', [item])).toBe(200)
}

/** Alarms come on every page; this one draws no map. */
const LIGHT_PAGE = '/settings/preferences'

/** It takes well under a second; a machine with other work to do may need longer to draw it. */
const SOON = { timeout: 5_000 }

const toasts = (page: Page) => page.getByRole('region', { name: 'New alarms' })

test('a pushed alarm shows at once, and leads to its vehicle', async ({ page }) => {
  await signIn(page)
  const vehicle = await vehicleAt(page, 3)
  await raise(vehicle.imei, '1')
  const toast = toasts(page).getByRole('listitem').filter({ hasText: vehicle.name })
  await expect(toast.getByText('Critical')).toBeVisible(SOON)
  await expect(page.getByRole('alert').filter({ hasText: vehicle.name })).toBeAttached()
  await expect(page.getByRole('button', { name: /^Alarms, .*new$/ })).toBeVisible()
  await toast.getByRole('button').first().click()
  await expect(page).toHaveURL(new RegExp(`device=${vehicle.id}`))
  await expect(toast).toHaveCount(0)
})

test('a code nobody knows is shown as it came, and stands in the list after a reload', async ({ page }) => {
  await enter(page, LIGHT_PAGE)
  const vehicle = await vehicleAt(page, 4)
  const name = `Tilt of bucket ${Date.now()}`
  await raise(vehicle.imei, '98765', { alarmName: name })
  await expect(toasts(page).getByText(name)).toBeVisible(SOON)
  await page.reload()
  await page.getByRole('button', { name: 'Alarms' }).click()
  const list = page.getByRole('dialog', { name: 'Alarms' })
  await expect(list.getByText(name)).toBeVisible()
  await expect(list.getByText(vehicle.name).first()).toBeVisible()
})

test('looking at the list makes alarms read, and the sound stays as it was chosen', async ({ page }) => {
  await enter(page, LIGHT_PAGE)
  const vehicle = await vehicleAt(page, 5)
  await raise(vehicle.imei, '2')
  const bell = page.getByRole('button', { name: /^Alarms/ })
  await expect(bell).toHaveAccessibleName(/new$/)
  await bell.click()
  const list = page.getByRole('dialog', { name: 'Alarms' })
  const sound = list.getByRole('switch', { name: 'Sound when critical' })
  await expect(sound).toHaveAttribute('aria-checked', 'false')
  await sound.click()
  await expect(sound).toHaveAttribute('aria-checked', 'true')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(list).toHaveCount(0)
  await page.reload()
  await page.getByRole('button', { name: /^Alarms/ }).click()
  await expect(page.getByRole('switch', { name: 'Sound when critical' })).toHaveAttribute(
    'aria-checked',
    'true',
  )
})

test('alarms are accessible in every look, over the map and in their list', async ({ page }) => {
  await signIn(page)
  for (const [index, code] of ['1', '90', '6', '2'].entries())
    await raise((await vehicleAt(page, index + 6)).imei, code)
  const checkToasts = async ({ name }: Look) => {
    // Critical ones stay until somebody looks at them.
    await expect(toasts(page).getByRole('listitem').first()).toBeVisible()
    await expectAccessible(page)
    await keepScreenshot(page, `alarm-toasts-${name}`)
  }
  await inEveryLook(page, checkToasts, () => openList(page))
  await page.getByRole('button', { name: /^Alarms/ }).click()
  await inEveryLook(page, async ({ name }) => {
    await expect(page.getByRole('dialog', { name: 'Alarms' }).getByRole('listitem').first()).toBeVisible()
    // What stands in the list need not stand beside it.
    await expect(toasts(page).getByRole('listitem')).toHaveCount(0)
    await expectAccessible(page)
    await keepScreenshot(page, `alarm-list-${name}`)
  })
})
