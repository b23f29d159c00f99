import type { Page } from '@playwright/test'
import { expect, expectAccessible, inEveryLook, keepScreenshot, openList, test, VIEWPORTS } from './fixtures'
import { type Installation, startInstallation, type Vendor } from './own-installation'
import { pngOf } from './pictures'

// One installation is claimed once, so these journeys follow each other.
test.describe.configure({ mode: 'serial', timeout: 150_000 })

const OWNER = { email: 'ada@first.example', password: 'a long first password' }
let own: Installation

test.beforeAll(async () => {
  own = await startInstallation()
})
test.afterAll(() => own?.stop())

test('a stranger without the code gets nowhere, and what is wrong is said at its field', async ({ page }) => {
  await page.goto(own.url)
  await expect(page).toHaveURL(/\/setup$/)
  await expect(page.getByRole('heading', { level: 1, name: 'Become the owner' })).toBeVisible()
  const submit = page.getByRole('button', { name: 'Create the owner' })
  await expect(async () => {
    await submit.click()
    await expect(page.getByLabel('Setup code')).toHaveAttribute('aria-invalid', 'true')
  }).toPass()
  await fillOwner(page, { code: 'AAAA-AAAA-AAAA-AAAA', email: 'no address', password: 'short' })
  await submit.click()
  await expect(page.getByText('This does not look like an email address.')).toBeVisible()
  await expect(page.getByText('Use at least 10 characters.')).toBeVisible()
  await fillOwner(page, { code: 'AAAA-AAAA-AAAA-AAAA', ...OWNER })
  await submit.click()
  await expect(page.getByText('This is not the setup code.')).toBeVisible()
  await expect(page.getByLabel('Email', { exact: true })).toHaveValue(OWNER.email)
  await inEveryLook(page, async ({ name }) => {
    await expectAccessible(page)
    await keepScreenshot(page, `setup-owner-${name}`)
  })
  await page.reload()
  // What is no secret outlives a reload, and nothing else does.
  await expect(page.getByLabel('Company')).toHaveValue('First Fleet')
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('')
  await expect(page.getByLabel('Setup code')).toHaveValue('')
})

test('the owner goes from the code over a wrong region and a wrong password to a map with vehicles', async ({
  page,
}) => {
  await page.goto(`${own.url}/setup`)
  await expect(async () => {
    await fillOwner(page, { code: own.setupCode.toLowerCase(), ...OWNER })
    await page.getByRole('button', { name: 'Create the owner' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Where is your vendor account?' })).toBeVisible()
  }).toPass()

  await chooseAddress(page, own.otherVendor)
  await page.getByRole('button', { name: 'Continue' }).click()
  await fillAccount(page, own.vendor)
  const connect = page.getByRole('button', { name: 'Test and connect' })
  await connect.click()
  await expect(page.getByText('The vendor does not know this app key here.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Ask the other regions' })).toBeVisible()
  await inEveryLook(page, async ({ name }) => {
    await expectAccessible(page)
    await keepScreenshot(page, `setup-account-${name}`)
  })
  await page.setViewportSize(VIEWPORTS.desktop)

  await page.getByRole('button', { name: 'Change' }).click()
  await chooseAddress(page, own.vendor)
  await page.getByRole('button', { name: 'Continue' }).click()
  // Nothing typed is lost on the way back and forth.
  await expect(page.getByLabel('Account', { exact: true })).toHaveValue(rootOf(own.vendor).account)
  await page.getByLabel('Password of the account').fill('not the password')
  await connect.click()
  await expect(page.getByText('The vendor refuses the account or its password.')).toBeVisible()
  await page.getByLabel('Password of the account').fill(rootOf(own.vendor).password)
  await connect.click()

  await expect(page.getByRole('heading', { level: 1, name: 'Have data pushed to you' })).toBeVisible()
  await page.getByRole('button', { name: 'Make an address' }).click()
  await expect(page.getByRole('textbox', { name: 'Text for the vendor' })).toHaveValue(/api\/push\//)
  await expectAccessible(page)
  await keepScreenshot(page, 'setup-push')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByText('All read.')).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText(/, [1-9]\d* vehicles?$/)).toBeVisible()
  await expectAccessible(page)
  await keepScreenshot(page, 'setup-import')
  await page.getByRole('link', { name: 'Open the map' }).click()
  await expect(page).toHaveURL(/\/map/)
  await openList(page)
  await expect(page.getByText('First Fleet')).toBeVisible()
})

test('nobody can claim it again, and no secret was printed or stored in the browser', async ({ page }) => {
  await page.goto(`${own.url}/setup`)
  await expect(page).toHaveURL(/\/login/)
  const { appKey, appSecret } = own.vendor
  for (const secret of [appKey, appSecret, rootOf(own.vendor).password, OWNER.password])
    expect(own.output()).not.toContain(secret)
})

test('a colour, a name and a logo show in the shell and on the sign-in page of the own host name alone', async ({
  page,
  browser,
}) => {
  await enterOwn(page, '/settings/branding')
  await expect(page.getByRole('heading', { level: 1, name: 'Branding' })).toBeVisible()
  const save = page.getByRole('button', { name: 'Save', exact: true })
  await expect(async () => {
    await page.getByLabel('Colour', { exact: true }).fill('#ffd400')
    await expect(page.getByText(/would be too weak/)).toBeVisible()
  }).toPass()
  await page.getByLabel('Name', { exact: true }).fill('Acme <i>Track</i>')
  await page.getByLabel('Own host name').fill('127.0.0.1')
  await save.click()
  await expect(page.getByText('Write a host name like fleet.example.com')).toBeVisible()
  await page.getByLabel('Own host name').fill('localhost')
  await save.click()
  await expect(page.getByText('Saved.')).toBeVisible()

  const logo = page.getByLabel('Logo', { exact: true })
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
  await logo.setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from(svg) })
  await expect(page.getByText('This is no PNG, JPEG or WebP picture.')).toBeVisible()
  await logo.setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: pngOf(64, 32) })
  await expect(page.getByRole('img', { name: 'Your logo' })).toBeVisible()
  await inEveryLook(page, async ({ name }) => {
    await expectAccessible(page)
    await keepScreenshot(page, `branding-${name}`)
  })
  await page.setViewportSize(VIEWPORTS.desktop)
  await page.reload()
  await expect(page.locator('header').getByText('Acme <i>Track</i>')).toBeVisible()
  expect(await page.locator('html').getAttribute('data-branded')).toBe('')

  const visitor = await browser.newPage()
  await visitor.goto(`http://localhost:${own.port}/login`)
  await expect(visitor.getByText('Acme <i>Track</i>')).toBeVisible()
  await expect(visitor.locator('img[src^="/api/branding/"]')).toHaveJSProperty('naturalWidth', 64)
  await expect(visitor).toHaveTitle(/Acme/)
  await inEveryLook(visitor, async ({ name }) => {
    await expectAccessible(visitor)
    await keepScreenshot(visitor, `branded-login-${name}`)
  })
  await visitor.goto(`${own.url}/login`)
  await expect(visitor.getByText('Milepost', { exact: true })).toBeVisible()
  await expect(visitor.getByText('Acme')).toHaveCount(0)
  await visitor.close()

  await page.getByRole('button', { name: 'Reset to default' }).click()
  await page.locator('dialog').getByRole('button', { name: 'Reset', exact: true }).click()
  await expect(page.locator('header').getByText('Milepost', { exact: true }).first()).toBeVisible()
})

test('an owner tests, renames, switches off and removes a connection, and adds it again', async ({
  page,
}) => {
  await enterOwn(page, '/settings/connection')
  await expect(page.getByRole('heading', { level: 2, name: 'Manage' })).toBeVisible()
  await page.getByRole('button', { name: 'Test now' }).click()
  await expect(page.getByText('The vendor answers well.')).toBeVisible()
  await page.getByRole('button', { name: 'Rename' }).click()
  await page.locator('dialog').getByLabel('Name', { exact: true }).fill('Main account')
  await page.locator('dialog').getByRole('button', { name: 'Save' }).click()
  await expect(page.locator('dialog')).toHaveCount(0)
  await page.getByRole('button', { name: 'Switch off' }).click()
  await expect(page.getByText('Switched off: it is not asked')).toBeVisible()
  await inEveryLook(page, async ({ name }) => {
    await expectAccessible(page)
    await keepScreenshot(page, `connection-manage-${name}`)
  })
  await page.setViewportSize(VIEWPORTS.desktop)
  await page.getByRole('button', { name: 'Remove connection' }).click()
  const dialog = page.locator('dialog')
  await dialog.getByLabel('Type the name of the connection to confirm').fill('Other')
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(dialog.getByText('This is not the name.')).toBeVisible()
  await expectAccessible(page)
  await dialog.getByLabel('Type the name of the connection to confirm').fill('Main account')
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(page.getByText('No connection yet')).toBeVisible()
  await page.getByRole('button', { name: 'Add a connection' }).click()
  await expectAccessible(page)
  await chooseAddress(page, own.vendor)
  await fillAccount(page, own.vendor, { password: 'wrong again' })
  // The vendor takes one sign-in a minute for each account, and the one before may have been a moment ago.
  await expect(async () => {
    await page.locator('dialog').getByRole('button', { name: 'Test and connect' }).click()
    await expect(page.getByText('The vendor refuses the account or its password.')).toBeVisible()
  }).toPass({ timeout: 120_000, intervals: [10_000] })
  await keepScreenshot(page, 'connection-add')
})

async function fillOwner(
  page: Page,
  { code, email, password }: { code: string; email: string; password: string },
) {
  await page.getByLabel('Setup code').fill(code)
  await page.getByLabel('Company').fill('First Fleet')
  await page.getByLabel('Your name').fill('Ada Owner')
  await page.getByLabel('Email', { exact: true }).fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
}

async function chooseAddress(page: Page, vendor: Vendor) {
  await page.getByRole('radio', { name: /Another address/ }).check()
  await page.getByLabel('Address', { exact: true }).fill(vendor.url)
}

async function fillAccount(page: Page, vendor: Vendor, over: { password?: string } = {}) {
  const { account, password } = rootOf(vendor)
  await page.getByLabel('App key', { exact: true }).fill(vendor.appKey)
  await page.getByLabel('App secret', { exact: true }).fill(vendor.appSecret)
  await page.getByLabel('Account', { exact: true }).fill(account)
  await page.getByLabel('Password of the account').fill(over.password ?? password)
}

function rootOf(vendor: Vendor): { account: string; password: string } {
  const [found] = vendor.accounts
  if (!found) throw new Error('The vendor has no account.')
  return found
}

async function enterOwn(page: Page, path: string) {
  await page.goto(`${own.url}/login`)
  await page.getByLabel('Email', { exact: true }).fill(OWNER.email)
  await page.getByLabel('Password', { exact: true }).fill(OWNER.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL('**/map**', { waitUntil: 'commit' })
  await page.goto(own.url + path)
}
