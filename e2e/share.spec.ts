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
  signIn,
  test,
  VIEWPORTS,
  vehicleAt,
} from './fixtures'
import {
  CLOSED_WITHIN_MS,
  cardOf,
  dialog,
  fixOf,
  make,
  openDialog,
  phoneOf,
  RUN,
  revoke,
} from './share-fixtures'

const [MOTION, PASSWORD, ZONE, LIST] = ['motion', 'password', 'zone', 'list'].map(
  (what) => `e2e ${what} ${RUN}`,
) as [string, string, string, string]

test('a dispatcher shares a vehicle; a phone sees it move, and is told when it is paused and revoked', async ({
  page,
  browser,
}) => {
  await signIn(page)
  const vehicle = await vehicleAt(page, 3)
  const box = await openDialog(page, vehicle)
  await box.getByLabel(/^What .* is called on the link$/).fill('Bus to the fair')
  await box.getByLabel('Trail since the link began').check()
  await expectAccessible(page)
  const url = await make(page, MOTION)

  const phone = await phoneOf(browser)
  await phone.goto(url)
  await expect(phone.getByRole('heading', { name: 'Bus to the fair' })).toBeVisible()
  await expect(phone.locator('#net.live')).toBeVisible()
  expect(await phone.content()).not.toContain(vehicle.imei)
  expect(await phone.content()).not.toContain(vehicle.id)
  await push('pushgps', [fixOf(vehicle, { lat: 41.1234, lng: -8.5432 })])
  await expect(phone.getByText('41.1234, -8.5432')).toBeVisible()
  await expect(phone.getByText(/^Last seen \d+ sec\. ago$/)).toBeVisible()
  await expect(phone.locator('.maplibregl-canvas')).toBeVisible()
  await expectAccessible(phone)
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBe(VIEWPORTS.phone.width)
  await keepScreenshot(phone, 'share-phone-light')
  await phone.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(phone)
  await keepScreenshot(phone, 'share-phone-dark')

  await page.goto(`${demo().url}/sharing`)
  const card = cardOf(page, MOTION)
  await card.getByRole('button', { name: 'Pause', exact: true }).click()
  await expect(phone.getByRole('heading', { name: 'Paused' })).toBeVisible({ timeout: CLOSED_WITHIN_MS })
  await expect(phone.getByText('Bus to the fair')).toHaveCount(0)
  await card.getByRole('button', { name: 'Resume', exact: true }).click()
  await expect(phone.getByRole('heading', { name: 'Bus to the fair' })).toBeVisible()
  await revoke(page, MOTION)
  await expect(phone.getByRole('heading', { name: 'This link has ended' })).toBeVisible({
    timeout: CLOSED_WITHIN_MS,
  })
  await phone.reload()
  await expect(phone.getByRole('heading', { name: 'This link leads nowhere' })).toBeVisible()
  await phone.context().close()
})

test('a password is asked for, a wrong one is refused in words, and the right one opens', async ({
  page,
  browser,
}) => {
  await signIn(page)
  const box = await openDialog(page, await vehicleAt(page, 4))
  await box.getByLabel('Password (optional)').fill('short')
  await box.getByRole('button', { name: 'Make link' }).click()
  await expect(box.getByText('The password needs at least 6 characters.')).toBeVisible()
  await box.getByLabel('Password (optional)').fill('long enough')
  const url = await make(page, PASSWORD)

  const phone = await phoneOf(browser)
  await phone.goto(url)
  await expectAccessible(phone)
  await expect(phone.getByRole('button', { name: 'Open' })).toBeEnabled()
  await phone.getByLabel('Password', { exact: true }).fill('long enoug')
  await phone.getByRole('button', { name: 'Open' }).click()
  await expect(phone.getByText('That is not the password.')).toBeVisible()
  await phone.getByLabel('Password', { exact: true }).fill('long enough')
  await phone.getByRole('button', { name: 'Open' }).click()
  await expect(phone.locator('.vehicle')).toHaveCount(1)
  await phone.context().close()
  await enter(page, '/sharing')
  await revoke(page, PASSWORD)
})

test('in a privacy zone the page says that the position is hidden, and draws nothing', async ({
  page,
  browser,
}) => {
  const login = loginOf('dispatcher')
  await enter(page, '/fences', login)
  await page.getByRole('button', { name: 'New', exact: true }).click()
  for (const [name, value] of [
    ['Name', 'Share zone'],
    ['Latitude', '0'],
    ['Longitude', '0'],
    ['Radius (m)', '500'],
  ] as const)
    await page.getByLabel(name, { exact: true }).fill(value)
  await page.getByRole('button', { name: 'Save fence' }).click()
  await expect(page.getByRole('heading', { level: 2, name: 'Share zone' })).toBeVisible()
  const box = await openDialog(page, await vehicleAt(page, 5))
  await box.getByLabel('Hide it outside chosen fences').check()
  await box.getByRole('button', { name: 'Make link' }).click()
  await expect(box.getByText('Choose at least one fence.')).toBeVisible()
  await box.getByLabel('Share zone', { exact: true }).check()
  const url = await make(page, ZONE)

  const phone = await phoneOf(browser)
  await phone.goto(url)
  await expect(phone.getByText('Position hidden here')).toBeVisible()
  await expect(phone.locator('#net.live')).toBeVisible()
  await expect(phone.locator('.pin')).toHaveCount(0)
  await phone.context().close()
  await enter(page, '/sharing')
  await revoke(page, ZONE)
  await enter(page, '/fences', login)
  await page.getByText('Share zone', { exact: true }).first().click()
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByRole('button', { name: 'Delete fence' }).click()
})

test('the list finds, extends and copies again, in every look', async ({ page }) => {
  await signIn(page)
  await openDialog(page, await vehicleAt(page, 6))
  const url = await make(page, LIST)
  await enter(page, '/sharing')
  const card = cardOf(page, LIST)
  await expect(card.getByText('Active', { exact: true })).toBeVisible()
  await card.getByRole('button', { name: 'Copy again' }).click()
  await expect(dialog(page).getByLabel('Address', { exact: true })).toHaveValue(url)
  await expect(dialog(page).getByRole('img', { name: 'QR code of the address' })).toBeVisible()
  await expectAccessible(page)
  await dialog(page).getByRole('button', { name: 'Done' }).click()
  await card.getByRole('button', { name: 'Extend', exact: true }).click()
  await dialog(page).getByRole('button', { name: '1 day', exact: true }).click()
  await dialog(page).getByRole('button', { name: 'Extend link' }).click()
  await expect(card.getByText(/^Ends in 24 h/)).toBeVisible()
  await inEveryLook(page, async ({ name }) => {
    await expect(card).toBeVisible()
    await expectAccessible(page)
    await expectNoOverflow(page)
    await keepScreenshot(page, `sharing-${name}`)
  })
  await page.getByRole('searchbox', { name: 'Search links' }).fill('nothing is called so')
  await expect(page.getByText('No link matches.')).toBeVisible()
  await page.getByRole('searchbox', { name: 'Search links' }).fill(LIST)
  await revoke(page, LIST)
})

test('who only looks finds neither the page nor the button', async ({ page }) => {
  await signIn(page, loginOf('viewer'))
  const vehicle = await vehicleAt(page, 0)
  await page.goto(`${demo().url}/map?device=${vehicle.id}`)
  await expect(page.getByRole('button', { name: 'Copy link' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Share', exact: true })).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'Sharing' })).toHaveCount(0)
  await enter(page, '/sharing', loginOf('viewer'))
  await expect(page.getByText('You have no right to share vehicles.')).toBeVisible()
})
