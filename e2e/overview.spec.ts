import {
  enter,
  expect,
  expectAccessible,
  expectNoOverflow,
  inEveryLook,
  keepScreenshot,
  test,
} from './fixtures'

test('each figure of the overview leads to what it counts', async ({ page }) => {
  await enter(page, '/')
  const main = page.getByRole('main')
  await expect(main.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
  const parked = main.getByRole('link', { name: /^Parked \d/ })
  await expect(parked).toBeVisible()
  await parked.click()
  await expect(page).toHaveURL(/\/map\?status=parked/)

  await enter(page, '/')
  const days = main.getByRole('link', { name: /\d+%.* vehicles? drove$/ })
  await expect(days).toHaveCount(7)
  await days.last().click()
  await expect(page).toHaveURL(/\/reports\?kind=utilization/)

  await enter(page, '/')
  await main.getByRole('link', { name: /in 90 days$/ }).click()
  await expect(page).toHaveURL(/\/devices\?expiring=90/)
})

test('the overview is accessible in every look', async ({ page }) => {
  await enter(page, '/')
  await inEveryLook(page, async ({ name }) => {
    await expect(page.getByRole('link', { name: /\d+%.* vehicles? drove$/ }).first()).toBeVisible()
    await expect(page.getByRole('link', { name: /^Moving \d/ })).toBeVisible()
    await expectNoOverflow(page)
    await expectAccessible(page)
    await keepScreenshot(page, `overview-${name}`)
  })
})
