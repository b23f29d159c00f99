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

// What the vendor says, and the words people get for it. Slowness is left out: its limit is longer than a journey.
const REFUSALS = [
  { what: 'a wrong app key', code: 1001, message: 'sign error', words: 'refuses our app key.' },
  {
    what: 'a wrong region',
    code: 1001,
    message: 'invalid AppKey',
    words: 'does not know our app key at this address.',
  },
  {
    what: 'a wrong password',
    code: 1001,
    message: 'Incorrect user name or password',
    words: 'refuses the account or its password.',
  },
  // The text belongs to the code.
  { what: 'a used-up quota', code: 1006, message: undefined, words: 'limits our requests.' },
]

for (const { what, code, message, words } of REFUSALS) {
  test(`${what} gets its own words`, async ({ page }) => {
    await signIn(page)
    await setFault({ kind: 'code', method: '*', code, message })
    await expect(page.getByText(words)).toBeVisible({ timeout: 45_000 })
  })
}
