import { expect, signIn, test } from './fixtures'

/** A stream learns within ten seconds that its session ended; pages of the same browser tell each other at once. */
const FOLLOWS_WITHIN_MS = 20_000

test('signing out in one page sends the others of this browser to sign in, and back to where they were', async ({
  page,
  context,
}) => {
  await signIn(page)
  const other = await context.newPage()
  await other.goto(`${page.url()}?q=bus`)
  await expect(other.getByRole('searchbox')).toHaveValue('bus')
  // The list says how many match only once live data have come.
  await expect(other.getByText(/of \d+ vehicles/).first()).toBeVisible()

  await page.getByRole('button', { name: 'Account and settings' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/login/)
  await expect(other).toHaveURL(/\/login\?next=%2Fmap%3Fq%3Dbus/, { timeout: FOLLOWS_WITHIN_MS })
})
