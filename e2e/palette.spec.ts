import {
  enter,
  expect,
  expectAccessible,
  inEveryLook,
  keepScreenshot,
  openList,
  signIn,
  test,
  vehicleAt,
} from './fixtures'

test('Ctrl-K finds a vehicle by its IMEI, shows it on the map, and leads on to its page', async ({
  page,
}) => {
  await signIn(page)
  const { imei, id } = await vehicleAt(page, 0)
  await page.keyboard.press('Control+k')
  const palette = page.locator('dialog')
  const field = palette.getByRole('searchbox', { name: 'Vehicle, page or action' })
  await expect(field).toBeFocused()
  await field.fill(imei)
  await expect(palette.getByRole('option')).toHaveCount(4)
  // The first is active as soon as it is there.
  await page.keyboard.press('Enter')
  await expect(palette).toHaveCount(0)
  await expect(page).toHaveURL(new RegExp(`/map\\?.*device=${id}`))

  await page.keyboard.press('Control+k')
  await field.fill(imei)
  await palette.getByRole('option', { name: /^Device page of/ }).click()
  await expect(page).toHaveURL(new RegExp(`/devices/${imei}`))
})

test('pages are found by their name, what nothing fits is said, and Escape gives the focus back', async ({
  page,
}) => {
  await enter(page, '/alarms')
  const opener = page.getByRole('button', { name: 'Search and go' })
  await opener.click()
  const palette = page.locator('dialog')
  const field = palette.getByRole('searchbox', { name: 'Vehicle, page or action' })
  await field.fill('zzzzz')
  await expect(palette.getByText('Nothing fits.', { exact: false })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(palette).toHaveCount(0)
  await expect(opener).toBeFocused()
  await opener.click()
  await field.fill('preferences')
  await palette.getByRole('option', { name: 'Settings: Preferences' }).click()
  await expect(page).toHaveURL(/\/settings\/preferences/)
})

test('the palette is accessible in every look', async ({ page }) => {
  await inEveryLook(page, async ({ name }) => {
    await enter(page, '/map')
    await openList(page)
    await page.getByRole('button', { name: 'Search and go' }).click()
    const palette = page.locator('dialog')
    await palette.getByRole('searchbox').fill('a')
    await expect(palette.getByRole('option').first()).toBeVisible()
    await expectAccessible(page)
    await keepScreenshot(page, `palette-${name}`)
  })
})
