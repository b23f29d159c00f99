import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import {
  demo,
  enter,
  expect,
  expectAccessible,
  expectNoOverflow,
  hookOf,
  inEveryLook,
  keepScreenshot,
  loginOf,
  push,
  sandbox,
  test,
} from './fixtures'

const BAD_HEARTBEAT = { deviceImei: '860000000000001', gateTime: 'not a time' }
const STRANGER = { deviceImei: '860000000000002', gateTime: '2026-01-13 02:24:37', acc: 1 }

async function openPush(page: Page, tenantIndex = 0) {
  await enter(page, '/settings/connection', loginOf('owner', tenantIndex))
  const section = page.getByRole('region', { name: 'Data push' })
  await expect(section.getByRole('button', { name: /address$/ })).toBeVisible()
  return section
}

test('the demo shows data coming in by push', async ({ page }) => {
  const section = await openPush(page)
  await expect(section.getByText('Data comes in')).toBeVisible({ timeout: 60_000 })
  await expect(section.getByText(/[\d,]+ items stored/)).toBeVisible()
})

test('an owner makes a second address, sees it once, uses it, and ends it', async ({ page }) => {
  const section = await openPush(page, 1)
  await section.getByRole('button', { name: 'Replace address' }).click()
  const dialog = page.getByRole('dialog', { name: 'Send this to the vendor' })
  const text = await dialog.getByRole('textbox', { name: 'Text for the vendor' }).inputValue()
  const url = /URL: (\S+)/.exec(text)?.[1] ?? ''
  const token = /Token: (\S+)/.exec(text)?.[1] ?? ''
  expect(url).toMatch(/\/api\/push\/[\w-]{43}$/)
  expect(token).toMatch(/^[\w-]{43}$/)
  expect(text).toContain('/pushgps')
  // The demo runs on this machine alone, and says so before anybody sends that to the vendor.
  await expect(dialog.getByText('names this machine itself')).toBeVisible()
  await expectAccessible(page)
  await keepScreenshot(page, 'push-made')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeVisible()
  await dialog.getByRole('button', { name: 'I have copied it' }).click()
  await expect(dialog).toHaveCount(0)
  await page.reload()
  expect(await page.content()).not.toContain(token)

  const hook = { account: '', path: url.split('/').at(-1) ?? '', token }
  expect(await push('pushhb', [STRANGER], hook)).toBe(200)
  expect(await push('pushhb', [STRANGER], { ...hook, token: hookOf(0).token })).toBe(401)
  await expect(section.getByRole('listitem')).toHaveCount(2)
  await section
    .getByRole('button', { name: /^End the address/ })
    .first()
    .click()
  const question = page.getByRole('dialog', { name: 'End this address?' })
  await expectAccessible(page)
  await keepScreenshot(page, 'push-end')
  await question.getByRole('button', { name: 'End address' }).click()
  await expect(section.getByRole('listitem')).toHaveCount(1)
  expect(await push('pushhb', [STRANGER], hook)).toBe(404)
  expect(await push('pushhb', [STRANGER], hookOf(1))).toBe(200)
})

test('allowed senders are checked at the field, and hold', async ({ page }) => {
  const section = await openPush(page, 1)
  await section.getByRole('button', { name: 'Allowed senders: Change' }).click()
  const field = section.getByRole('textbox', { name: 'Allowed senders' })
  await field.fill('203.0.113.0/24\nvendor.example')
  await section.getByRole('button', { name: 'Save senders' }).click()
  await expect(section.getByText('“vendor.example” is no address or network.')).toBeVisible()
  await expect(field).toBeFocused()
  await expect(field).toHaveAttribute('aria-invalid', 'true')
  await expectAccessible(page)
  await field.fill('203.0.113.0/24 2001:db8::/32')
  await section.getByRole('button', { name: 'Save senders' }).click()
  await expect(section.getByText('203.0.113.0/24, 2001:db8::/32')).toBeVisible()
  expect(await push('pushhb', [STRANGER], hookOf(1))).toBe(403)
  await section.getByRole('button', { name: 'Allowed senders: Change' }).click()
  await field.fill('')
  await section.getByRole('button', { name: 'Save senders' }).click()
  await expect(section.getByText('Anybody who knows address and token')).toBeVisible()
  expect(await push('pushhb', [STRANGER], hookOf(1))).toBe(200)
})

test('rejects are found by reason, looked at, downloaded and tried again', async ({ page }) => {
  expect(await push('pushhb', [BAD_HEARTBEAT, STRANGER])).toBe(200)
  const section = await openPush(page)
  await section.getByRole('link', { name: /wait/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Rejected pushes' })).toBeVisible()
  await page
    .getByRole('list', { name: 'Rejected items by reason and topic' })
    .getByRole('link', { name: /Unknown device.*pushhb/s })
    .click()
  await expect(page).toHaveURL(/reason=unknown_device&topic=pushhb/)
  const list = page.getByRole('list', { name: 'Rejected items', exact: true })
  const row = list.getByRole('button', { name: /860000000000002/ })
  await row.click()
  const dialog = page.getByRole('dialog', { name: 'Rejected item' })
  await expect(dialog.getByRole('textbox', { name: 'What came' })).toHaveValue(
    /"deviceImei": "860000000000002"/,
  )
  await expectAccessible(page)
  await keepScreenshot(page, 'reject-item')
  await dialog.getByRole('button', { name: 'Try again' }).click()
  await expect(dialog.getByText('The item still cannot be stored.')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(row).toBeFocused()

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^milepost-rejects-\d{4}-\d\d-\d\d\.jsonl$/)
  const lines = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\n')
  expect(lines.map((line) => JSON.parse(line).reason)).toContain('unknown_device')
  expect(new Set(lines.map((line) => JSON.parse(line).topic))).toEqual(new Set(['pushhb']))
  await page.getByRole('link', { name: /Remove the filter “Reason/ }).click()
  await expect(page).not.toHaveURL(/reason=/)
})

test('only owners reach rejects and addresses', async ({ page }) => {
  await enter(page, '/settings/preferences')
  for (const address of ['/api/push-status', '/api/push-rejects', '/api/push-rejects/export'])
    expect((await page.request.get(demo().url + address)).status(), address).toBe(403)
  expect((await page.goto(`${demo().url}/settings/rejects`))?.status()).toBe(404)
})

test('another tenant sees none of it', async ({ page }) => {
  expect(await push('pushhb', [{ ...BAD_HEARTBEAT, deviceImei: '860000000000003' }])).toBe(200)
  await enter(page, '/settings/preferences', loginOf('owner', 1))
  const theirs = await (await page.request.get(`${demo().url}/api/push-rejects`)).text()
  expect(theirs).not.toContain('860000000000003')
})

test('the pages name no path and no token', async ({ page }) => {
  await openPush(page)
  const seen =
    (await page.content()) + (await (await page.request.get(`${demo().url}/api/push-status`)).text())
  const { path: hookPath, token } = hookOf()
  expect([hookPath, token].filter((secret) => seen.includes(secret))).toEqual([])
  expect(sandbox().url).not.toBe('')
})

test('nothing rejected, no answer and a first look each say so', async ({ page }) => {
  let status = 200
  await page.route('**/api/push-rejects?*', (route) =>
    status === 200
      ? route.fulfill({ json: { rejects: [], total: 0, pageSize: 50, groups: [] } })
      : route.fulfill({ status, json: { code: 'internal', message: '' } }),
  )
  await enter(page, '/settings/rejects', loginOf('owner'))
  await expect(page.getByText('Nothing was rejected')).toBeVisible()
  await expectAccessible(page)
  await keepScreenshot(page, 'rejects-none')
  status = 500
  await page.reload()
  await expect(page.getByRole('heading', { name: 'could not be loaded' })).toBeVisible({ timeout: 45_000 })
  await expectAccessible(page)
  status = 200
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText('Nothing was rejected')).toBeVisible()
})

test('push and rejects are accessible in every look', async ({ page }) => {
  await push('pushhb', [BAD_HEARTBEAT, STRANGER])
  const section = await openPush(page)
  await inEveryLook(page, async ({ name }) => {
    await section.scrollIntoViewIfNeeded()
    await expectAccessible(page)
    await keepScreenshot(page, `push-${name}`)
  })
  await enter(page, '/settings/rejects', loginOf('owner'))
  await inEveryLook(page, async ({ name }) => {
    await expect(page.getByRole('list', { name: 'Rejected items', exact: true })).toBeVisible()
    await expectAccessible(page)
    await keepScreenshot(page, `rejects-${name}`)
    await expectNoOverflow(page)
  })
})
