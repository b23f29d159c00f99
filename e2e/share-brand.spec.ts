import type { Page } from '@playwright/test'
import {
  demo,
  enter,
  expect,
  expectAccessible,
  inEveryLook,
  keepScreenshot,
  loginOf,
  signIn,
  test,
  vehicleAt,
} from './fixtures'
import { pngOf } from './pictures'
import { dialog, expectGoodOnPhone, make, noteOf, openDialog, phoneOf, revokeAnew } from './share-fixtures'

// Browsers take every name under "localhost" for this machine.
const HOST = 'acme.localhost'
const NAME = 'Acme <i>Track</i>'

const onOwnHost = (address: string) => {
  const url = new URL(address)
  url.hostname = HOST
  return url.href
}

async function dress(page: Page): Promise<void> {
  await enter(page, '/settings/branding', loginOf('owner'))
  await expect(async () => {
    await page.getByLabel('Colour', { exact: true }).fill('#7a1fa2')
    await page.getByLabel('Name', { exact: true }).fill(NAME)
    await page.getByLabel('Own host name').fill(HOST)
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByText('Saved.')).toBeVisible({ timeout: 3_000 })
  }).toPass()
  const logo = { name: 'logo.png', mimeType: 'image/png', buffer: pngOf(192, 192) }
  await page.getByLabel('Logo', { exact: true }).setInputFiles(logo)
  await expect(page.getByRole('img', { name: 'Your logo' })).toBeVisible()
}

async function undress(page: Page): Promise<void> {
  await enter(page, '/settings/branding', loginOf('owner'))
  await page.getByRole('button', { name: 'Reset to default' }).click()
  await dialog(page).getByRole('button', { name: 'Reset', exact: true }).click()
  await expect(page.locator('header').getByText('Milepost', { exact: true }).first()).toBeVisible()
}

async function expectBrand(phone: Page): Promise<void> {
  const bar = phone.getByRole('banner')
  await expect(bar.getByText(NAME, { exact: true })).toBeVisible()
  await expect(bar.locator('img')).toHaveJSProperty('naturalWidth', 192)
  await expect(phone).toHaveTitle(/ · Acme <i>Track<\/i>$/)
}

test('on the host of a tenant a shared page and the installed app bear its brand, and elsewhere not', async ({
  page,
  browser,
}) => {
  await dress(page)
  try {
    await signIn(page)
    const box = await openDialog(page, await vehicleAt(page, 2))
    await box.getByLabel('Password (optional)').fill('long enough')
    const note = noteOf('brand')
    const url = await make(page, note)

    const phone = await phoneOf(browser)
    const refused: string[] = []
    phone.on('console', (message) => {
      if (/Content Security Policy/.test(message.text())) refused.push(message.text())
    })
    await phone.goto(onOwnHost(url))
    await expectBrand(phone)
    await expectGoodOnPhone(phone)
    await keepScreenshot(phone, 'share-brand-password')
    await phone.getByLabel('Password', { exact: true }).fill('long enough')
    await phone.getByRole('button', { name: 'Open' }).click()
    await expect(phone.locator('.vehicle')).toHaveCount(1)
    await expect(phone.locator('.maplibregl-canvas')).toBeVisible()
    await expectBrand(phone)
    await inEveryLook(phone, async ({ name }) => {
      await expectAccessible(phone)
      await keepScreenshot(phone, `share-brand-${name}`)
    })
    // Kept on the device for when there is no network.
    const offline = await phone.evaluate(async () => (await fetch('/offline')).text())
    expect(offline).toContain('<h1>Acme &#60;i&#62;Track&#60;/i&#62; cannot be reached</h1>')
    const manifest = await phone.evaluate(async () => (await fetch('/manifest.webmanifest')).json())
    const { src } = manifest.icons[0]
    expect(manifest).toMatchObject({ name: NAME, short_name: NAME })
    expect(manifest.icons).toEqual([{ src, sizes: '192x192', type: 'image/png' }])
    expect(await phone.locator('header img').getAttribute('src')).toBe(src)

    const visitor = await browser.newPage()
    await visitor.goto(onOwnHost(new URL('/login', url).href))
    for (const icon of ['icon', 'apple-touch-icon'])
      await expect(visitor.locator(`link[rel="${icon}"]`)).toHaveAttribute('href', src)
    await expect(visitor.locator('meta[name="apple-mobile-web-app-title"]')).toHaveAttribute('content', NAME)
    await visitor.close()

    await revokeAnew(page, note)
    await expect(phone.getByRole('heading', { name: 'This link has ended' })).toBeVisible()
    await expectBrand(phone)
    await phone.goto(url)
    await expect(phone.getByRole('heading', { name: 'This link leads nowhere' })).toBeVisible()
    expect(await phone.content()).not.toContain('Acme')
    expect(refused).toEqual([])
    await phone.context().close()

    const { name } = await (await fetch(new URL('/manifest.webmanifest', demo().url))).json()
    expect(name).toBe('Milepost')
  } finally {
    await undress(page)
  }
})
