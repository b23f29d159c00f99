import {
  demo,
  enter,
  expect,
  expectAccessible,
  expectNoOverflow,
  inEveryLook,
  keepScreenshot,
  loginOf,
  test,
} from './fixtures'

test('an owner keeps longer at once, and less only after a question; bad input costs nothing typed', async ({
  page,
}) => {
  await enter(page, '/settings/retention', loginOf('owner', 1))
  const positions = page.getByRole('textbox', { name: 'Positions' })
  const fuel = page.getByRole('textbox', { name: 'Fuel', exact: true })
  const save = page.getByRole('button', { name: 'Save' })
  await positions.fill('365')
  await fuel.fill('a month')
  await save.click()
  await expect(page.getByText('Type whole days from 1 to 3650')).toBeVisible()
  await expect(fuel).toBeFocused()
  await expect(fuel).toHaveAttribute('aria-invalid', 'true')
  await expectAccessible(page)
  await expect(positions).toHaveValue('365')
  await fuel.fill('')
  await save.click()
  await expect(page.getByText('Saved.')).toBeVisible()

  await positions.fill('')
  await save.click()
  const question = page.getByRole('dialog', { name: 'Keep less than before?' })
  await expect(question).toContainText('Positions: 90 days instead of 365')
  await expectAccessible(page)
  await keepScreenshot(page, 'retention-question')
  await page.keyboard.press('Escape')
  await expect(question).toHaveCount(0)
  await page.reload()
  await expect(positions).toHaveValue('365')
  await positions.fill('')
  await save.click()
  await question.getByRole('button', { name: 'Delete older data' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await page.reload()
  await expect(positions).toHaveValue('')
})

test('retention is accessible in every look, and not there for others', async ({ page }) => {
  await enter(page, '/settings/retention', loginOf('owner'))
  await inEveryLook(page, async ({ name }) => {
    await expectAccessible(page)
    await keepScreenshot(page, `retention-${name}`)
    await expectNoOverflow(page)
  })
  await enter(page, '/settings/preferences')
  expect((await page.goto(`${demo().url}/settings/retention`))?.status()).toBe(404)
})
