import type { Page } from '@playwright/test'
import {
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
  VIEWPORTS,
  vehicleAt,
} from './fixtures'

/** A machine with other work to do may need long to draw. */
const SOON = { timeout: 20_000 }

/** Posts an alarm of a kind that only this journey has, so that it counts its own. */
async function raise(vehicle: Vehicle, name: string): Promise<void> {
  const now = new Date().toISOString().slice(0, 19).replace('T', ' ')
  const alertType = name.replaceAll(/\D/g, '').slice(-9)
  const msg = { alertType, alarmTime: now, lat: 41.15, lng: -8.61, gpsSpeed: 0 }
  const item = { type: 'DEVICE', msgClass: 0, imei: vehicle.imei, msg, gateTime: now, alarmName: name }
  expect(await push('pushalarm', [item])).toBe(200)
}

/** A kind of alarm nobody else raises. */
const ownKind = (word: string) => `${word} ${Date.now()}${Math.floor(Math.random() * 1000)}`

const row = (page: Page, name: string) => page.getByRole('option').filter({ hasText: name })
const detail = (page: Page, name: string) => page.getByRole('heading', { level: 2, name })
const search = (name: string) => `?box=all&q=${encodeURIComponent(name)}` as const
const tab = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Which alarms' }).getByRole('button', { name })

test('an alarm arrives, is acknowledged, taken over, snoozed, woken and resolved; a colleague sees it', async ({
  page,
  browser,
}) => {
  const name = ownKind('Tilt of bucket')
  await enter(page, `/alarms${search(name)}`)
  await expect(page.getByRole('heading', { name: 'No alarm fits' })).toBeVisible(SOON)
  await raise(await vehicleAt(page, 11), name)
  await page.getByRole('button', { name: 'Show one new alarm' }).click(SOON)
  await row(page, name).click(SOON)
  await expect(detail(page, name)).toBeVisible(SOON)
  await expect(page).toHaveURL(/alarm=[0-9a-f-]{36}/)

  const context = await browser.newContext({ viewport: VIEWPORTS.desktop })
  const colleague = await context.newPage()
  await enter(colleague, `/alarms${new URL(page.url()).search}` as '/alarms', loginOf('owner'))
  await expect(detail(colleague, name)).toBeVisible(SOON)

  await page.getByRole('button', { name: 'Acknowledge', exact: true }).click()
  await expect(page.getByText(/ acknowledged it$/)).toBeVisible(SOON)
  // Without a reload, and without anything being pressed there.
  await expect(colleague.getByText(/ acknowledged it$/)).toBeVisible(SOON)
  await page.keyboard.press('e')
  await expect(page.getByText(/ took it over$/)).toBeVisible(SOON)
  // One step at a time: a key pressed while the last is on its way does nothing.
  await expect(page.getByRole('button', { name: 'Snooze', exact: true })).toBeEnabled(SOON)
  await expect(page.getByText('Assigned.', { exact: true })).toBeVisible(SOON)
  await page.keyboard.press('s')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^1 hour/ })
    .click()
  await expect(page.getByText(/ snoozed it until /)).toBeVisible(SOON)
  await colleague.getByRole('button', { name: 'Wake', exact: true }).click(SOON)
  await expect(page.getByText(/ woke it$/)).toBeVisible(SOON)

  await page.getByRole('button', { name: 'Resolve', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Resolve this alarm' })
  await dialog.getByRole('radio', { name: 'Another reason' }).check()
  await dialog.getByRole('button', { name: 'Resolve', exact: true }).click()
  await expect(dialog.getByText('Say in a few words what the reason was.')).toBeVisible()
  await dialog.getByRole('textbox').fill('Towed to the yard')
  await dialog.getByRole('button', { name: 'Resolve', exact: true }).click()
  await expect(page.getByText(/ resolved it: Another reason$/)).toBeVisible(SOON)
  await expect(colleague.getByText(/ resolved it: Another reason$/)).toBeVisible(SOON)
  await expect(colleague.getByText('Towed to the yard').first()).toBeVisible()
  await context.close()
})

test('of two who act at once, the second is told who was first', async ({ page }) => {
  const name = ownKind('Door of cold room')
  await enter(page, `/alarms${search(name)}`)
  await raise(await vehicleAt(page, 12), name)
  await page.getByRole('button', { name: 'Show one new alarm' }).click(SOON)
  await row(page, name).click(SOON)
  await expect(page.getByRole('button', { name: 'Acknowledge', exact: true })).toBeVisible(SOON)
  // From here on this page hears nothing of what others do.
  await page.route('**/api/alarms/pulse', (route) => route.abort())
  await page.route(/\/api\/alarms\/[0-9a-f-]{36}$/, (route) => route.abort())
  const other = await page.context().newPage()
  await enter(other, `/alarms${new URL(page.url()).search}` as '/alarms', loginOf('owner'))
  await other.getByRole('button', { name: 'Resolve', exact: true }).click(SOON)
  await other.getByRole('dialog').getByRole('button', { name: 'Resolve', exact: true }).click()
  await expect(other.getByText(/ resolved it: Dealt with$/)).toBeVisible(SOON)
  await page.bringToFront()
  await page.getByRole('button', { name: 'Acknowledge', exact: true }).click()
  await expect(page.getByText(/was first and resolved it at /)).toBeVisible(SOON)
})

test('many are resolved at once, by keys and by all that fit', async ({ page }) => {
  const name = ownKind('Low tyre')
  await enter(page, `/alarms?q=${encodeURIComponent(name)}`)
  const vehicles = [await vehicleAt(page, 13), await vehicleAt(page, 14), await vehicleAt(page, 15)]
  for (const vehicle of vehicles) await raise(vehicle, name)
  await page.getByRole('button', { name: 'Show 3 new alarms' }).click(SOON)
  await expect(row(page, name)).toHaveCount(3, SOON)
  await page.getByRole('listbox', { name: 'Alarms' }).focus()
  for (const key of ['j', 'x', 'j', 'x']) await page.keyboard.press(key)
  const bar = page.getByRole('region', { name: 'Chosen alarms' })
  await expect(bar.getByText('2 chosen')).toBeVisible()
  await page.keyboard.press('a')
  await expect(page.getByText('2 acknowledged.')).toBeVisible(SOON)
  await expect(row(page, name)).toHaveCount(1, SOON)
  await tab(page, 'All').click()
  await expect(row(page, name)).toHaveCount(3, SOON)
  await page.getByRole('button', { name: 'Choose several' }).click()
  await bar.getByRole('button', { name: 'Choose all 3 that fit' }).click(SOON)
  await bar.getByRole('button', { name: 'Resolve' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Resolve', exact: true }).click()
  await expect(page.getByText('3 resolved.')).toBeVisible(SOON)
})

test('what is not read stays so over a reload, until it is read, for this person alone', async ({ page }) => {
  const name = ownKind('Hood opened')
  await enter(page, `/alarms${search(name)}`)
  await raise(await vehicleAt(page, 16), name)
  await page.getByRole('button', { name: 'Show one new alarm' }).click(SOON)
  const unread = row(page, name).getByText('Not read')
  await expect(unread).toBeAttached(SOON)
  await page.reload()
  await expect(unread).toBeAttached(SOON)
  await expect(page.getByRole('button', { name: /^Alarms, .*new$/ })).toBeVisible(SOON)
  await row(page, name).click()
  await expect(unread).toHaveCount(0, SOON)
  await page.reload()
  await expect(row(page, name)).toBeVisible(SOON)
  await expect(unread).toHaveCount(0)
})

test('a viewer looks and changes nothing', async ({ page }) => {
  await enter(page, '/alarms?box=all', loginOf('viewer'))
  await expect(page.getByRole('heading', { level: 1, name: 'Alarms' })).toBeVisible(SOON)
  await expect(page.getByRole('button', { name: 'Choose several' })).toHaveCount(0)
  await expect(page.getByRole('option').first()).toBeVisible(SOON)
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'History' })).toBeVisible(SOON)
  await expect(page.getByRole('button', { name: 'Acknowledge', exact: true })).toHaveCount(0)
  await page.keyboard.press('a')
  await expect(page.getByText(/may look at alarms/)).toHaveCount(0)
})

test('list, detail and windows are accessible in every look; a phone shows one after the other', async ({
  page,
}) => {
  const name = ownKind('Panel removed')
  await enter(page, `/alarms${search(name)}`)
  await raise(await vehicleAt(page, 17), name)
  await page.getByRole('button', { name: 'Show one new alarm' }).click(SOON)
  await expect(row(page, name)).toBeVisible(SOON)
  await page.getByRole('button', { name: 'Filters' }).click()
  await inEveryLook(page, async (look) => {
    await expect(row(page, name)).toBeVisible()
    await expectAccessible(page)
    if (look.device === 'phone') await expectNoOverflow(page)
    await keepScreenshot(page, `alarms-inbox-${look.name}`)
  })
  await row(page, name).click()
  await inEveryLook(page, async (look) => {
    await expect(detail(page, name)).toBeVisible(SOON)
    await expect(row(page, name)).toBeVisible({ visible: look.device === 'desktop' })
    await expectAccessible(page)
    await keepScreenshot(page, `alarms-detail-${look.name}`)
  })
  await page.getByRole('button', { name: 'Resolve', exact: true }).click()
  await inEveryLook(page, async ({ name: look }) => {
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectAccessible(page)
    await keepScreenshot(page, `alarms-resolve-${look}`)
  })
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Back to the list' }).click()
  await expect(row(page, name)).toBeVisible()
})
