import { enter, expect, setFault, signIn, test } from './fixtures'

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

// What the vendor does or says, and the words people get for it. Slowness is left out: its limit is longer than a journey.
const TROUBLES = [
  { what: 'nonsense', fault: { kind: 'html' }, words: 'sends answers we cannot read.' },
  {
    what: 'a wrong app key',
    fault: { kind: 'code', code: 1001, message: 'sign error' },
    words: 'refuses our app key.',
  },
  {
    what: 'a wrong region',
    fault: { kind: 'code', code: 1001, message: 'invalid AppKey' },
    words: 'does not know our app key at this address.',
  },
  {
    what: 'a wrong password',
    fault: { kind: 'code', code: 1001, message: 'Incorrect user name or password' },
    words: 'refuses the account or its password.',
  },
  // The text belongs to the code.
  { what: 'a used-up quota', fault: { kind: 'code', code: 1006 }, words: 'limits our requests.' },
]

test('each trouble of the vendor gets its own words, on whatever page', async ({ page }) => {
  test.setTimeout(TROUBLES.length * 60_000)
  await enter(page, '/settings/preferences')
  for (const { what, fault, words } of TROUBLES) {
    await test.step(what, async () => {
      await setFault(null)
      await setFault({ method: '*', ...fault })
      await expect(page.getByText(words)).toBeVisible({ timeout: 45_000 })
    })
  }
})
