import {
  enter,
  expect,
  expectAccessible,
  expectNoOverflow,
  inEveryLook,
  keepScreenshot,
  loginOf,
  signIn,
  test,
  VIEWPORTS,
} from './fixtures'

test('the pages are reached from the header, and from under the thumb on a phone', async ({ page }) => {
  await signIn(page)
  const nav = page.getByRole('navigation', { name: 'Main' })
  await expect(nav.getByRole('link', { name: 'Map' })).toHaveAttribute('aria-current', 'page')
  await nav.getByRole('link', { name: 'Settings' }).focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/settings\/preferences/)
  await expect(nav.getByRole('link', { name: 'Settings' })).toHaveAttribute('aria-current', 'page')

  await page.setViewportSize(VIEWPORTS.phone)
  const link = nav.getByRole('link', { name: 'Map' })
  const box = await link.boundingBox()
  expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44)
  await link.click()
  await expect(page).toHaveURL(/\/map/)
  // The sheet and the map's credits stand above the bar.
  const bar = await nav.boundingBox()
  const sheet = await page.getByRole('region', { name: 'Vehicles', exact: true }).boundingBox()
  expect((sheet?.y ?? 0) + (sheet?.height ?? 0)).toBeLessThanOrEqual((bar?.y ?? 0) + 1)
})

test('units, zone and week hold everywhere once saved, and bad input costs nothing typed', async ({
  page,
}) => {
  await enter(page, '/settings/preferences', loginOf('dispatcher', 1))
  const zone = page.getByRole('combobox', { name: 'Time zone' })
  const example = page.locator('dl', { hasText: 'On a highway' })
  await page.getByText('Miles, mph').click()
  await page.getByText('US gallons').click()
  await page.getByText('Fahrenheit, °F').click()
  await page.getByText('Saturday', { exact: true }).click()
  // 90 km/h is 55.9 mph, 60 L are 15.9 US gallons, 4 °C is 39.2 °F.
  for (const text of ['56 mph', '15.9 gal', '39.2 °F']) await expect(example).toContainText(text)

  await zone.fill('Mars')
  await zone.press('Tab')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('“Mars” is no time zone we know.')).toBeVisible()
  await expect(zone).toBeFocused()
  await expect(zone).toHaveValue('Mars')
  await expect(page.getByRole('radio', { name: 'Miles, mph' })).toBeChecked()

  await zone.fill('kathm')
  await page.getByRole('option', { name: /Asia\/Kathmandu/ }).click()
  await expect(zone).toHaveValue('Asia/Kathmandu')
  await expect(example).toContainText('Now in Asia/Kathmandu')
  await zone.press('Tab')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()

  await page.reload()
  await expect(zone).toHaveValue('Asia/Kathmandu')
  await expect(page.getByRole('radio', { name: 'Saturday' })).toBeChecked()
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Map' }).click()
  await page.getByRole('button', { name: /Moving/ }).click()
  await expect(page.getByRole('option').first()).toContainText(/\d mph/)

  // This person of the demo goes back to what everybody begins with.
  await enter(page, '/settings/preferences', loginOf('dispatcher', 1))
  for (const text of ['Kilometres, km/h', 'Litres', 'Celsius, °C', 'Monday'])
    await page.getByText(text, { exact: true }).click()
  await zone.fill('')
  await zone.press('Tab')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
})

test('the preferences are accessible in every look', async ({ page }) => {
  await enter(page, '/settings/preferences')
  await inEveryLook(page, async ({ name }) => {
    await expectAccessible(page)
    await keepScreenshot(page, `preferences-${name}`)
    await expectNoOverflow(page)
  })
})
