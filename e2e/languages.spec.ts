import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { LOCALE_NAMES, LOCALES, type Locale } from '../lib/domain/locales'
import {
  demo,
  enter,
  expect,
  expectAccessible,
  keepScreenshot,
  loginOf,
  signIn,
  test,
  VIEWPORTS,
  vehicleAt,
} from './fixtures'

/** Nobody else's journey: whoever reads along would find themselves in another language. */
const READER = () => loginOf('distributor', 1)

type Words = {
  shell: { nav: Record<'label' | 'map' | 'alarms', string> }
  alarmInbox: { title: string }
  devices: { title: string }
  reports: { title: string }
  sharePage: { title: string }
}

const wordsOf = (locale: Locale): Words =>
  JSON.parse(readFileSync(path.resolve(import.meta.dirname, `../messages/${locale}.json`), 'utf8'))

/** Its options are what every language calls itself, so it is found in all of them. */
const choice = (page: Page) =>
  page.getByRole('combobox').filter({ has: page.locator('option', { hasText: LOCALE_NAMES.ar }) })

async function choose(page: Page, locale: Locale): Promise<void> {
  await enter(page, '/settings/preferences', READER())
  // What is chosen before the page has come to life does not stay.
  await expect(async () => {
    await choice(page).selectOption(locale)
    await expect(page.locator('html')).toHaveAttribute('lang', new RegExp(`^${locale}`), { timeout: 3_000 })
  }).toPass()
}

async function expectToFit(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(page.viewportSize()?.width)
}

for (const locale of LOCALES.filter((each) => each !== 'en')) {
  test(`${LOCALE_NAMES[locale]}: chosen once, every page speaks it, fits a phone and can be read aloud`, async ({
    page,
  }) => {
    test.slow()
    const words = wordsOf(locale)
    try {
      await choose(page, locale)
      await expect(page.locator('html')).toHaveAttribute('dir', locale === 'ar' ? 'rtl' : 'ltr')
      await expectAccessible(page)
      const pages = [
        ['/alarms', words.alarmInbox.title],
        ['/devices', words.devices.title],
        ['/reports', words.reports.title],
      ] as const
      for (const [address, title] of pages) {
        await page.setViewportSize(VIEWPORTS.desktop)
        await page.goto(demo().url + address)
        await expect(page).toHaveTitle(new RegExp(`^${title}`))
        await expect(page.getByRole('heading', { level: 1, name: title, exact: true })).toBeVisible()
        const nav = page.getByRole('navigation', { name: words.shell.nav.label, exact: true })
        await expect(nav.getByRole('link', { name: words.shell.nav.map, exact: true })).toBeVisible()
        await expectAccessible(page)
        await keepScreenshot(page, `${locale}-desktop${address.replaceAll('/', '-')}`)
        await page.setViewportSize(VIEWPORTS.phone)
        await expectToFit(page)
        await keepScreenshot(page, `${locale}-phone${address.replaceAll('/', '-')}`)
      }
    } finally {
      await choose(page, 'en')
    }
  })
}

test('a share page speaks the language of the phone it is opened on, whoever sent it', async ({
  page,
  browser,
}) => {
  await signIn(page)
  const note = `e2e language ${Date.now().toString(36)}`
  const vehicle = await vehicleAt(page, 5)
  await page.goto(`${demo().url}/map?device=${vehicle.id}`)
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  const box = page.locator('dialog[open]')
  await box.getByLabel('Your note (optional)').fill(note)
  await box.getByRole('button', { name: 'Make link' }).click()
  const url = await box.getByLabel('Address', { exact: true }).inputValue()

  for (const [wish, locale] of [
    ['ar-EG', 'ar'],
    ['zh-CN', 'zh'],
    ['pt-BR', 'pt'],
  ] as const) {
    const context = await browser.newContext({ locale: wish, viewport: VIEWPORTS.phone, isMobile: true })
    const phone = await context.newPage()
    await phone.goto(url)
    await expect(phone.locator('html')).toHaveAttribute('dir', locale === 'ar' ? 'rtl' : 'ltr')
    await expect(phone).toHaveTitle(new RegExp(wordsOf(locale).sharePage.title))
    await expect(phone.locator('.vehicle')).toHaveCount(1)
    await expectAccessible(phone)
    await expectToFit(phone)
    await keepScreenshot(phone, `share-${locale}`)
    await context.close()
  }

  await page.goto(`${demo().url}/sharing`)
  const card = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: note, exact: true }) })
  await card.getByRole('button', { name: 'Revoke', exact: true }).click()
  await page.locator('dialog[open]').getByRole('button', { name: 'Revoke link' }).click()
  await expect(card.getByText('Revoked', { exact: true })).toBeVisible()
})
