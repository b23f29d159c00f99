import { expect, setFault, signIn, test } from './fixtures'

test.afterEach(() => setFault(null))

test('with the vendor away the last known state stays and a banner says so; it recovers by itself', async ({
  page,
}) => {
  await signIn(page)
  const count = await page.getByRole('option').count()
  await setFault({ kind: 'drop', method: '*' })
  const banner = page.getByText('cannot be reached.')
  await expect(banner).toBeVisible({ timeout: 45_000 })
  expect(await page.getByRole('option').count()).toBe(count)
  await setFault(null)
  await expect(banner).toBeHidden({ timeout: 60_000 })
})

test('a page opened while the vendor is away shows the last known vehicles', async ({ page }) => {
  await setFault({ kind: 'drop', method: '*' })
  await signIn(page)
  await expect(page.getByRole('option').first()).toBeVisible()
})

test('nonsense from the vendor is told apart from silence', async ({ page }) => {
  await signIn(page)
  await setFault({ kind: 'html', method: '*' })
  await expect(page.getByText('sends answers we cannot read.')).toBeVisible({ timeout: 45_000 })
})

test('a wrong app key gets its own words', async ({ page }) => {
  await signIn(page)
  await setFault({ kind: 'code', method: '*', code: 1001, message: 'sign error' })
  await expect(page.getByText('refuses our app key.')).toBeVisible({ timeout: 45_000 })
})
