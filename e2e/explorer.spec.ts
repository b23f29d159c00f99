import { execFileSync } from 'node:child_process'
import type { Page } from '@playwright/test'
import {
  demo,
  expect,
  expectAccessible,
  keepScreenshot,
  loginOf,
  readTokens,
  sandbox,
  setFault,
  signIn,
  test,
  VIEWPORTS,
} from './fixtures'

const DETAIL = 'jimi.track.device.detail'
const UPDATE = 'jimi.open.device.update'
const FENCE_CREATE = 'jimi.open.platform.fence.create'
const SEND = 'jimi.open.instruction.send'
const HUB = 'sendInstruct'

test.afterEach(() => setFault(null))

test('an owner finds a method, sends it with a vehicle of the fleet, and sees all that went over the wire', async ({
  page,
}) => {
  await openExplorer(page)
  await page.getByRole('searchbox', { name: 'Search methods' }).fill('device detail')
  await page.getByRole('button', { name: /track\.device\.detail/ }).click()
  await expect(page).toHaveURL(new RegExp(`method=${DETAIL}`))
  await expect(page.getByRole('heading', { level: 2, name: DETAIL })).toBeFocused()
  await page.getByRole('button', { name: 'Use my fleet' }).click()
  const imei = await page.getByLabel('imei').inputValue()
  expect(imei).toMatch(/^\d{10,20}$/)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(page.getByText('The vendor answered')).toBeVisible()
  await expect(page.getByText(/HTTP 200 · [\d,]+ ms/)).toBeVisible()
  await expect(page.getByRole('region', { name: 'Decoded answer: text' })).toContainText(`"imei": "${imei}"`)
  await expect(page.getByRole('region', { name: 'Raw answer: text' })).toContainText(imei)
  const request = page.getByRole('table', { name: 'Request as sent' })
  await expect(request.getByRole('row', { name: /^method/ })).toContainText(DETAIL)
  for (const hidden of ['app_key', 'sign', 'access_token'])
    await expect(request.getByRole('row', { name: new RegExp(`^${hidden} `) })).toContainText('Hidden')
  await expectNoSecrets(page)
})

test('the address names the method; what was typed is kept while one looks at another', async ({ page }) => {
  await openExplorer(page, DETAIL)
  await page.getByLabel('imei').fill('12')
  await page.getByRole('button', { name: /user\.child\.list/ }).click()
  await expect(page.getByRole('heading', { level: 2, name: 'jimi.user.child.list' })).toBeVisible()
  await page.goBack()
  await expect(page.getByLabel('imei')).toHaveValue('12')
  await page.goto(`${demo().url}/settings/explorer?method=jimi.no.such`)
  await expect(page.getByText('There is no method of this name')).toBeVisible()
})

test('bad input gets words at its field, from the form and from the server, and nothing typed is lost', async ({
  page,
}) => {
  await openExplorer(page, FENCE_CREATE)
  await page.getByRole('button', { name: "Use the vendor's example" }).click()
  await page.getByLabel('radiusM').fill('many')
  await page.getByLabel('name', { exact: false }).first().fill('')
  await page.getByRole('button', { name: 'Review and send' }).click()
  await expect(page.getByText('This is not a number.')).toBeVisible()
  await expect(page.getByText('Fill this in.')).toBeVisible()
  await expect(page.locator('[aria-invalid="true"]').first()).toBeFocused()
  await expectAccessible(page)
  await expect(page.getByLabel('radiusM')).toHaveValue('many')
  await page.getByLabel('name', { exact: false }).first().fill('Yard')
  await page.getByLabel('radiusM').fill('500')
  await page.getByLabel('shape').selectOption('polygon')
  await page.getByRole('button', { name: 'Review and send' }).click()
  await expect(page.getByText('a polygon has three points')).toBeVisible()
  await expect(page.getByLabel('radiusM')).toHaveValue('500')
})

test('a write says what it will do, is sent only when confirmed, and the other way is not sent', async ({
  page,
}) => {
  await openExplorer(page, UPDATE)
  await page.getByRole('button', { name: 'Use my fleet' }).click()
  await page.getByLabel('deviceName').fill('Renamed by hand')
  const before = await callsOf(UPDATE)
  await page.getByRole('button', { name: 'Review and send' }).click()
  const dialog = page.getByRole('dialog', { name: 'Send this change to the vendor?' })
  await expect(dialog.getByRole('row', { name: /device_name/ })).toContainText('Renamed by hand')
  await expectAccessible(page)
  await keepScreenshot(page, 'explorer-confirm-desktop-light')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  expect(await callsOf(UPDATE)).toBe(before)
  await expect(page.getByLabel('deviceName')).toHaveValue('Renamed by hand')
  await page.getByRole('button', { name: 'Review and send' }).click()
  await dialog.getByRole('button', { name: 'Send it' }).click()
  await expect(page.getByText('The vendor answered')).toBeVisible()
  expect(await callsOf(UPDATE)).toBe(before + 1)
})

test('an order that cuts is built and explained, and never leaves', async ({ page }) => {
  const before = await callsOf(SEND)
  await openExplorer(page, SEND)
  await expect(page.getByText('This gives an order to a vehicle.')).toBeVisible()
  await page.getByRole('button', { name: 'Use my fleet' }).click()
  await page.getByRole('button', { name: 'Review and send' }).click()
  await expect(page.getByText('This stops a vehicle, or nobody can tell')).toBeVisible()
  await expect(
    page
      .getByText('Nothing was sent.')
      .or(page.getByText('Not sent', { exact: true }))
      .first(),
  ).toBeVisible()
  await expect(page.getByRole('table', { name: 'Request as it would be sent' })).toContainText(
    'inst_param_json',
  )
  expect(await callsOf(SEND)).toBe(before)
  await expectAccessible(page)
})

test('the instructions of the hub are built from a sample for each protocol number, and wait for a word', async ({
  page,
}) => {
  await openExplorer(page, HUB)
  await expect(page.getByText('This gives an order to a vehicle.')).toBeVisible()
  await page.getByRole('button', { name: 'Use the sample 33536 speak' }).click()
  await expect(page.getByLabel('content')).toHaveValue(/seat belt/)
  await page.getByLabel('content').fill('STATUS#')
  await page.getByRole('button', { name: 'Review and send' }).click()
  await expect(page.locator('[aria-invalid="true"]')).toHaveValue('STATUS#')
  await page.getByLabel('proNo').fill('128')
  await page.getByRole('button', { name: 'Review and send' }).click()
  const dialog = page.getByRole('dialog', { name: 'Send this order to the vehicle?' })
  await expect(dialog.getByRole('row', { name: /^cmdContent/ })).toContainText('STATUS#')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await page.getByLabel('content').fill('RELAY,1#')
  await page.getByRole('button', { name: 'Review and send' }).click()
  const request = page.getByRole('table', { name: 'Request as it would be sent' })
  await expect(request.getByRole('row', { name: /^cmdContent/ })).toContainText('RELAY,1#')
  await expect(request.getByRole('row', { name: /^token/ })).toContainText('Hidden')
  await expect(page.getByText('HUB_TOKEN')).toBeVisible()
  expect(await callsOf(HUB)).toBe(0)
  await expectAccessible(page)
  await keepScreenshot(page, 'explorer-hub-desktop-light')
})

test('a refusal is told in words with the answer as it came', async ({ page }) => {
  await openExplorer(page, DETAIL)
  await page.getByRole('button', { name: 'Use my fleet' }).click()
  await setFault({ kind: 'code', method: DETAIL, code: 1002 })
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(page.getByText('The vendor refused with code 1002')).toBeVisible()
  // The meaning as lib/jimi/contract/codes.ts words it.
  await expect(page.getByRole('status').getByText('The account or device does not exist')).toBeVisible()
  await setFault({ kind: 'html', method: DETAIL })
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(page.getByText("The vendor's answer could not be read")).toBeVisible()
  await expect(page.getByRole('region', { name: 'Raw answer: text' })).toContainText('<')
})

test('a vehicle of somebody else is not found, whatever the role of the asker', async ({ page }) => {
  await openExplorer(page, DETAIL)
  await page.getByLabel('imei').fill('123456789012345')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(page.getByText('must be one of yours')).toBeVisible()
})

test('the copied curl line runs against the sandbox', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openExplorer(page, DETAIL)
  await page.getByRole('button', { name: 'Use my fleet' }).click()
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByRole('button', { name: 'Copy as curl' }).click()
  const line = await page.evaluate(() => navigator.clipboard.readText())
  const { url, appKey, appSecret } = sandbox()
  for (const secret of [appKey, appSecret, ...(await readTokens())]) expect(line).not.toContain(secret)
  const answers = (await readTokens()).map((token) =>
    execFileSync('bash', ['-euc', line], {
      env: { ...process.env, URL: url, KEY: appKey, SECRET: appSecret, TOKEN: token },
    }).toString(),
  )
  // Of the tokens of all tenants one is of this fleet's.
  expect(answers.some((answer) => answer.includes('"code":0'))).toBe(true)
})

test('only owners find the page and the door, and only from our own pages', async ({ page }) => {
  await signIn(page, loginOf('dispatcher'))
  const door = `${demo().url}/api/jimi/${DETAIL}`
  const call = { data: { profile: 'pro', input: { imei: '123456789012345' } } }
  expect((await page.request.get(door)).status()).toBe(403)
  expect((await page.request.post(door, call)).status()).toBe(403)
  expect((await page.goto(`${demo().url}/settings/explorer`))?.status()).toBe(404)
  await page.context().clearCookies()
  expect((await page.request.post(door, call)).status()).toBe(401)
  await signIn(page, loginOf('owner'))
  const foreign = { ...call, headers: { origin: 'https://elsewhere.example' } }
  expect((await page.request.post(door, foreign)).status()).toBe(403)
  expect((await page.request.post(`${demo().url}/api/jimi/jimi.no.such`, call)).status()).toBe(404)
  const bad = { data: { profile: 'pro', input: { imei: 'x' } } }
  const refused = await page.request.post(door, bad)
  expect(refused.status()).toBe(422)
  expect(await refused.json()).toMatchObject({ problems: [{ path: ['imei'] }] })
  const huge = { data: { profile: 'pro', input: { imei: '1'.repeat(300_000) } } }
  expect((await page.request.post(door, huge)).status()).toBe(400)
})

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [device, viewport] of Object.entries(VIEWPORTS)) {
    test(`the explorer is accessible on ${device} in ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme })
      await openExplorer(page)
      await page.setViewportSize(viewport)
      await expect(page.getByRole('searchbox', { name: 'Search methods' })).toBeVisible()
      await expectAccessible(page)
      await keepScreenshot(page, `explorer-list-${device}-${colorScheme}`)
      await page.getByRole('button', { name: /user\.device\.location\.list/ }).click()
      await page.getByRole('button', { name: 'Use my fleet' }).click()
      await page.getByRole('button', { name: 'Send', exact: true }).click()
      await expect(page.getByText('The vendor answered')).toBeVisible()
      await expectAccessible(page)
      await keepScreenshot(page, `explorer-result-${device}-${colorScheme}`)
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(wide).toBeLessThanOrEqual(0)
      if (device === 'phone') await page.getByRole('button', { name: 'All methods' }).click()
      await page.getByRole('button', { name: /lbs\.address\.get/ }).click()
      await page.getByRole('button', { name: "Use the vendor's example" }).click()
      await expect(page.getByLabel('mcc').first()).toBeVisible()
      await expectAccessible(page)
      await keepScreenshot(page, `explorer-form-${device}-${colorScheme}`)
    })
  }
}

async function openExplorer(page: Page, method?: string): Promise<void> {
  await signIn(page, loginOf('owner'))
  const query = method === undefined ? '' : `?method=${method}`
  await page.goto(`${demo().url}/settings/explorer${query}`)
  if (method === undefined)
    await expect(page.getByRole('link', { name: 'Explorer' })).toHaveAttribute('aria-current')
  else await expect(page.getByRole('heading', { name: 'Parameters' })).toBeVisible()
}

async function expectNoSecrets(page: Page): Promise<void> {
  const { appKey, appSecret, accounts } = sandbox()
  const secrets = [appKey, appSecret, ...(await readTokens()), ...accounts.map(({ password }) => password)]
  const seen = await page.content()
  expect(secrets.filter((secret) => seen.includes(secret))).toEqual([])
}

async function callsOf(method: string): Promise<number> {
  const stats = (await (await fetch(`${sandbox().controlUrl}/stats`)).json()) as {
    calls: Record<string, number>
  }
  return stats.calls[method] ?? 0
}
