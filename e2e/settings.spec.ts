import type { Page } from '@playwright/test'
import type { ConnectionStatus } from '../lib/domain/api/connection'
import {
  demo,
  enter,
  expect,
  expectAccessible,
  expectNoOverflow,
  inEveryLook,
  keepScreenshot,
  loginOf,
  sandbox,
  setFault,
  signIn,
  test,
} from './fixtures'

const LOCATIONS = 'jimi.user.device.location.list'
const NOBODY = '00000000-0000-4000-8000-000000000001'

test.afterEach(() => setFault(null))

test('an owner reaches the connection page from the account menu and sees real calls, refreshed', async ({
  page,
}) => {
  await signIn(page, loginOf('owner'))
  await openFromMenu(page)
  await expect(page.getByRole('heading', { level: 1, name: 'Vendor connection' })).toBeVisible()
  await expect(page.getByText('answers well.')).toBeVisible()
  await expect(page.getByText('In step with the vendor, within a second')).toBeVisible()
  const calls = page
    .getByRole('row', { name: new RegExp(LOCATIONS) })
    .getByRole('cell')
    .first()
  const before = Number((await calls.textContent())?.replaceAll(/\D/g, ''))
  expect(before).toBeGreaterThan(0)
  const later = () => calls.textContent().then((text) => Number(text?.replaceAll(/\D/g, '')))
  await expect.poll(later, { timeout: 45_000 }).toBeGreaterThan(before)
  await page.getByRole('link', { name: 'Map' }).click()
  await expect(page).toHaveURL(/\/map/)
})

test("the vendor's trouble shows on the page in the banner's words, and each code with its meaning", async ({
  page,
}) => {
  await enter(page, '/settings/connection', loginOf('owner'))
  await setFault({ kind: 'code', method: '*', code: 1100, message: 'busy' })
  const row = page.getByRole('table', { name: 'Errors today by code' }).getByRole('row', { name: /1100/ })
  await expect(row).toContainText(LOCATIONS, { timeout: 45_000 })
  // The meaning as lib/jimi/contract/codes.ts words it.
  await expect(row).toContainText('A rule of the vendor was broken')
  // The page says it itself; the banner does not repeat it here.
  await expect(page.getByText('says it is busy.')).toHaveCount(1, { timeout: 45_000 })
  await setFault(null)
  await expect(page.getByText('answers well.')).toBeVisible({ timeout: 60_000 })
})

test('only owners find the page: others have no entry, no page and no data', async ({ page }) => {
  await enter(page, '/settings/preferences')
  await page.getByRole('button', { name: 'Account and settings' }).click()
  await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeVisible()
  await expect(page.getByRole('menuitem', { name: 'Vendor connection' })).toHaveCount(0)
  const answer = await page.request.get(`${demo().url}/api/connections`)
  expect(answer.status()).toBe(403)
  const response = await page.goto(`${demo().url}/settings/connection`)
  expect(response?.status()).toBe(404)
  await expect(page.getByRole('heading', { name: 'There is nothing at this address' })).toBeVisible()
})

test('the page and its data name no key, secret or token', async ({ page }) => {
  await enter(page, '/settings/connection', loginOf('owner'))
  const answer = await page.request.get(`${demo().url}/api/connections`)
  const text = await answer.text()
  expect(text).toContain(LOCATIONS)
  const { appKey, appSecret, accounts } = sandbox()
  const secrets = [appKey, appSecret, ...accounts.map(({ password }) => password)]
  await expect(page.getByText('answers well.')).toBeVisible()
  const seen = text + (await page.content())
  expect(secrets.filter((secret) => seen.includes(secret))).toEqual([])
})

test('the map does not load the code of this page', async ({ page }) => {
  const scripts: string[] = []
  page.on('response', async (response) => {
    if (/\.js(\?|$)/.test(response.url())) scripts.push(await response.text().catch(() => ''))
  })
  const loaded = () => scripts.some((text) => text.includes('/api/connections'))
  await signIn(page, loginOf('owner'))
  await page.waitForLoadState('networkidle').catch(() => undefined)
  expect(scripts.length).toBeGreaterThan(3)
  expect(loaded()).toBe(false)
  await openFromMenu(page)
  // The same search finds it once the page is open, so it would have found it before.
  await expect.poll(loaded).toBe(true)
})

test('the keyboard sorts the table by any column, and the head says how', async ({ page }) => {
  await showAnswer(page, [status()])
  const table = page.getByRole('table', { name: 'Calls today by method' })
  const names = () => table.getByRole('rowheader').allTextContents()
  const head = (name: string) => table.getByRole('columnheader', { name, exact: true })
  await expect(head('Calls')).toHaveAttribute('aria-sort', 'descending')
  expect((await names())[0]).toContain(LOCATIONS)
  await head('Failed').getByRole('button').focus()
  await page.keyboard.press('Enter')
  await expect(head('Failed')).toHaveAttribute('aria-sort', 'descending')
  expect((await names())[0]).toContain('jimi.device.track.list')
  await page.keyboard.press('Enter')
  await expect(head('Failed')).toHaveAttribute('aria-sort', 'ascending')
  expect((await names())[0]).toContain('jimi.user.device.list')
  await expect(head('Calls')).toHaveAttribute('aria-sort', 'none')
})

test('a clock far off and a used up quota are said in plain words', async ({ page }) => {
  const pausedUntil = new Date(Date.now() + 3 * 3_600_000 + 30_000).toISOString()
  const troubled = { ...status(), quota: { pausedUntil, reason: 'Too many requests', own: [] } }
  await showAnswer(page, [
    { ...troubled, clock: { offsetMs: 900_000, measuredAt: new Date().toISOString() } },
  ])
  await expect(page.getByText('This server is 15 min behind the vendor')).toBeVisible()
  await expect(page.getByText('Calls still work')).toBeVisible()
  await expect(page.getByText(/Reads wait until .+, 3 h from now/)).toBeVisible()
  await expect(page.getByText('The vendor says: Too many requests')).toBeVisible()
  await expect(page.getByText('every connection that has the key')).toBeVisible()
})

test('what only one account or one method is short of is told apart', async ({ page }) => {
  const pausedUntil = new Date(Date.now() + 3 * 3_600_000 + 30_000).toISOString()
  const own = ['jimi.oauth.token.get', 'jimi.lbs.address.get'].map((method) => ({
    method,
    pausedUntil,
    reason: null,
  }))
  await showAnswer(page, [{ ...status(), quota: { pausedUntil: null, reason: null, own } }])
  await expect(page.getByText(/Reads of this connection wait until .+, 3 h from now/)).toBeVisible()
  await expect(page.getByText('no new access token')).toBeVisible()
  await expect(page.getByText(/jimi.lbs.address.get waits until .+, 3 h from now/)).toBeVisible()
})

test('a clock two minutes off is told without alarm', async ({ page }) => {
  await showAnswer(page, [
    { ...status(), clock: { offsetMs: -120_000, measuredAt: new Date().toISOString() } },
  ])
  await expect(page.getByText('This server is 2 min ahead of the vendor')).toBeVisible()
  await expect(page.getByText('Calls still work')).toHaveCount(0)
})

test('a day without calls, no answer from us, and figures that went stale each say so', async ({ page }) => {
  const answers = await showAnswer(page, [{ ...status(), methods: [], errors: [] }])
  await expect(page.getByText('No calls yet today')).toBeVisible()
  await expect(page.getByText('No errors today')).toBeVisible()
  await expectAccessible(page)
  answers.broken = true
  await expect(page.getByText('This page could not be refreshed.')).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText('No calls yet today')).toBeVisible()
  await page.reload()
  await expect(
    page.getByRole('heading', { name: "The connection's state could not be loaded" }),
  ).toBeVisible()
  await expectAccessible(page)
  answers.broken = false
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText('No calls yet today')).toBeVisible()
})

test('of several connections one is chosen', async ({ page }) => {
  await showAnswer(page, [status(), { ...status(), id: NOBODY, name: 'Second fleet', methods: [] }])
  const second = page.getByRole('button', { name: /Second fleet/ })
  await second.click()
  await expect(second).toHaveAttribute('aria-pressed', 'true')
  await expect(page.getByText('Second fleet answers well.')).toBeVisible()
  await expect(page.getByText('No calls yet today')).toBeVisible()
})

test('the connection page is accessible in every look', async ({ page }) => {
  await showAnswer(page, [status()])
  await inEveryLook(page, async ({ name }) => {
    await expectAccessible(page)
    await keepScreenshot(page, `connection-${name}`)
    await expectNoOverflow(page)
  })
})

async function openFromMenu(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Account and settings' }).click()
  await page.getByRole('menuitem', { name: 'Vendor connection' }).click()
  await expect(page).toHaveURL(/\/settings\/connection/)
}

/** Opens the page on an answer of the test's own, which it can break: what the vendor does rarely must show as well. */
async function showAnswer(page: Page, connections: ConnectionStatus[]): Promise<{ broken: boolean }> {
  const answers = { broken: false }
  await page.route('**/api/connections', (route) =>
    answers.broken
      ? route.fulfill({ status: 500, json: { code: 'internal', message: '' } })
      : route.fulfill({ json: { connections } }),
  )
  await enter(page, '/settings/connection', loginOf('owner'))
  await expect(page.getByRole('heading', { name: 'Calls by method' })).toBeVisible()
  return answers
}

function status(): ConnectionStatus {
  const now = new Date().toISOString()
  return {
    id: '00000000-0000-4000-8000-000000000002',
    name: 'First fleet',
    account: 'first',
    region: 'eu',
    baseUrl: 'https://eu-open.tracksolidpro.com/route/rest',
    profile: 'pro',
    enabled: true,
    credentialsAt: now,
    health: { kind: 'ok', since: now, lastSuccessAt: now },
    token: { state: 'valid', issuedAt: now, expiresAt: new Date(Date.now() + 7_200_000).toISOString() },
    clock: { offsetMs: 300, measuredAt: now },
    quota: { pausedUntil: null, reason: null, own: [] },
    roster: { accounts: 3, devices: 300, syncedAt: now },
    day: now.slice(0, 10),
    methods: [
      method(LOCATIONS, { calls: 12_840, failed: 2 }),
      method('jimi.device.track.list', { calls: 312, failed: 9 }),
      method('jimi.user.device.list', { calls: 144, failed: 0 }),
    ],
    errors: [
      {
        code: '1006',
        meaning: 'Too many calls.',
        count: 9,
        lastAt: now,
        methods: ['jimi.device.track.list'],
      },
      { code: 'timeout', meaning: null, count: 2, lastAt: now, methods: [LOCATIONS] },
    ],
  }
}

function method(name: string, { calls, failed }: { calls: number; failed: number }) {
  return {
    method: name,
    calls,
    failed,
    saved: { shared: 4, cached: 20 },
    byPriority: { commands: 0, people: 10, background: calls - 10 },
  }
}
