import type { Page } from '@playwright/test'
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

// A run that was broken off leaves its token behind, so each has a name of its own.
const NAME = `e2e screen ${Date.now().toString(36)}`

const dialog = (page: Page) => page.locator('dialog[open]')
const itemOf = (page: Page) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: NAME }) })

/** Calls the API as a program does: with a token or none, and without the cookies of the page. */
async function ask(path: string, token: string | null): Promise<Response> {
  const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` }
  return fetch(`${demo().url}/api/v1${path}`, { headers })
}

test('a distributor makes a token, a program uses it, and it is refused once revoked', async ({ page }) => {
  await enter(page, '/settings/api', loginOf('distributor'))
  await expect(page.getByRole('link', { name: 'API', exact: true })).toHaveAttribute('aria-current', 'page')
  const make = page.getByRole('button', { name: 'New token' })
  await expect(make).toBeEnabled()
  await make.click()
  await dialog(page).getByRole('button', { name: 'Make token' }).click()
  await expect(dialog(page).getByText('Enter a name of 60 characters at most.')).toBeVisible()
  await expect(dialog(page).getByText('Choose at least one.')).toBeVisible()
  await dialog(page).getByLabel('Name', { exact: true }).fill(NAME)
  await dialog(page).getByLabel('See devices', { exact: true }).check()
  await dialog(page).getByText('30 days', { exact: true }).click()
  await inEveryLook(page, async ({ name }) => {
    await expectAccessible(page)
    await keepScreenshot(page, `api-new-${name}`)
  })
  await dialog(page).getByRole('button', { name: 'Make token' }).click()
  const field = dialog(page).getByLabel('Token', { exact: true })
  await expect(field).toHaveValue(/^mp_[A-Za-z0-9_-]{43}$/)
  const token = await field.inputValue()
  await dialog(page).getByRole('button', { name: 'I have kept it' }).click()
  await expect(itemOf(page).getByText('Not used yet')).toBeVisible()
  expect(await page.content()).not.toContain(token)

  // Right after its start the app knows no vehicles yet.
  const told = async () => (await (await ask('/devices?limit=2', token)).json()).devices?.length
  await expect.poll(told, { timeout: 60_000 }).toBe(2)
  const devices = await ask('/devices?limit=2', token)
  expect(devices.status).toBe(200)
  expect(devices.headers.get('ratelimit-limit')).toBe('600')
  const fences = await ask('/fences', token)
  expect([fences.status, (await fences.json()).code]).toEqual([403, 'missing_scope'])
  expect((await ask('/devices', null)).status).toBe(401)
  // The page's own session opens nothing there.
  expect((await page.request.get(`${demo().url}/api/v1/devices`)).status()).toBe(401)

  await page.reload()
  await expect(itemOf(page).getByText(/^Last used /)).toBeVisible()
  await inEveryLook(page, async ({ name }) => {
    await expectAccessible(page)
    await expectNoOverflow(page)
    await keepScreenshot(page, `api-tokens-${name}`)
  })
  await itemOf(page)
    .getByRole('button', { name: `Revoke ${NAME}` })
    .click()
  await dialog(page).getByRole('button', { name: 'Revoke token' }).click()
  await expect(dialog(page)).toHaveCount(0)
  expect((await ask('/me', token)).status).toBe(401)
  await expect(itemOf(page).getByText('Revoked')).toBeVisible()
})

test('whoever may have no tokens finds no page, and the API is described to everybody', async ({ page }) => {
  const response = await enter(page, '/settings/api', loginOf('viewer'))
  expect(response?.status()).toBe(404)
  // The page left behind would lead to sign-in as soon as nobody is signed in.
  await page.goto('about:blank')
  await page.context().clearCookies()
  await page.goto(`${demo().url}/developers`)
  await expect(page.getByRole('heading', { level: 1, name: 'API for developers' })).toBeVisible()
  await page.getByRole('link', { name: 'Latest positions', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Latest positions', exact: true })).toBeInViewport()
  await inEveryLook(page, async ({ name }) => {
    await expectAccessible(page)
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
    ).toBeLessThanOrEqual(0)
    await keepScreenshot(page, `developers-${name}`)
  })
  const document = await (await ask('/openapi.json', null)).json()
  expect(document.openapi).toBe('3.1.0')
})
