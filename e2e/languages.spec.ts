import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { LOCALE_NAMES, LOCALES, type Locale } from '../lib/domain/locales'
import { fileOf, foundInSource } from '../tests/isolation/build'
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

async function choose(page: Page, locale: Locale, reader = READER()): Promise<void> {
  await enter(page, '/settings/preferences', reader)
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

/** Has every page of the settings; nobody else's journey in the second tenant reads along. */
const OWNER = () => loginOf('owner', 1)

/** What stands in brackets in an address. No work and no such token: their pages say so, in the language. */
const NOBODYS = { id: '00000000-0000-4000-8000-000000000000', token: 'nothing-of-that-kind' }

/** It leads away whoever is not half way in. */
const LEADS_AWAY = ['/login/second-step']

/** Pages as the source tree has them, so that none is forgotten: those of the app, or those before one is in it. */
function pagesOf(place: 'inside' | 'outside'): { route: string; source: string }[] {
  return foundInSource()
    .pages.filter((route) => !LEADS_AWAY.includes(route))
    .map((route) => ({ route, file: fileOf(route, 'page') }))
    .filter(({ file }) => file.startsWith('app/(auth)/') === (place === 'outside'))
    .map(({ route, file }) => ({
      route,
      source: readFileSync(path.resolve(import.meta.dirname, '..', file), 'utf8'),
    }))
}

/** Those that turn the page round or have other letters are looked at everywhere, the others in turn. English is in all journeys. */
const EVERYWHERE: readonly Locale[] = ['ar', 'zh']
const IN_TURN = LOCALES.filter((locale) => locale !== 'en' && !EVERYWHERE.includes(locale))

/** All pages, or every so many-th, so that the languages that take turns see each page once between them. */
function shareOf<T>(locale: Locale, pages: readonly T[]): readonly T[] {
  if (EVERYWHERE.includes(locale)) return pages
  return pages.filter((_, at) => at % IN_TURN.length === IN_TURN.indexOf(locale))
}

function filled(route: string, imei: string): string {
  return route.replace(/\[(\w+)\]/g, (_, name) => ({ ...NOBODYS, imei })[name as 'imei'] ?? '')
}

/** What the page itself says its title is, in a language; null where it is no words of ours but the name of a vehicle. */
function titleIn(locale: Locale, source: string): string | null {
  const [, namespace] = /getTranslations\('([\w.]+)'\)/.exec(source) ?? []
  const [, key] = /title: t\('([\w.]+)'\)/.exec(source) ?? []
  if (namespace === undefined || key === undefined) return null
  const found = `${namespace}.${key}`
    .split('.')
    .reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], wordsOf(locale))
  if (typeof found !== 'string') throw new Error(`${locale} has no ${namespace}.${key}.`)
  return found
}

/** Names of messages that are shown in place of the messages, in texts and labels. */
async function keysShown(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const labels = [...document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')].flatMap(
      (element) =>
        ['aria-label', 'title', 'placeholder', 'alt'].map((name) => element.getAttribute(name) ?? ''),
    )
    return [document.title, document.body.innerText, ...labels].join('\n')
  })
  const words = new Map<string, object>(Object.entries(wordsOf('en')))
  const dotted = texts.match(/(?<![\w@./:-])[a-z]\w*(\.\w+)+/gi) ?? []
  return dotted.filter((each) => {
    const [namespace = '', next = ''] = each.split('.')
    return Object.hasOwn(words.get(namespace) ?? {}, next)
  })
}

/** Opens a page on a phone and looks that it speaks the language. */
async function expectToSpeak(
  page: Page,
  { address, locale, title }: { address: string; locale: Locale; title: string | null },
): Promise<void> {
  await page.goto(demo().url + address, { waitUntil: 'domcontentloaded' })
  await expect(page.locator('h1').first(), address).toHaveText(/\S/)
  const html = page.locator('html')
  await expect(html).toHaveAttribute('lang', new RegExp(`^${locale}`))
  await expect(html).toHaveAttribute('dir', locale === 'ar' ? 'rtl' : 'ltr')
  if (title === null) await expect(page).toHaveTitle(/\S/)
  else
    await expect
      .poll(async () => (await page.title()).startsWith(title), `${address} is called “${title}”`)
      .toBe(true)
  expect(await keysShown(page), `${address} shows names of messages`).toEqual([])
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth), `${address} fits`)
    .toBe(VIEWPORTS.phone.width)
}

for (const locale of [...EVERYWHERE, ...IN_TURN])
  test(`${LOCALE_NAMES[locale]}: ${EVERYWHERE.includes(locale) ? 'every page there is' : 'its share of all pages'} speaks it on a phone, none shows the name of a message`, async ({
    page,
    browser,
  }) => {
    test.slow()
    try {
      await choose(page, locale, OWNER())
      const { imei } = await vehicleAt(page, 3)
      await page.setViewportSize(VIEWPORTS.phone)
      for (const { route, source } of shareOf(locale, pagesOf('inside')))
        await expectToSpeak(page, { address: filled(route, imei), locale, title: titleIn(locale, source) })
    } finally {
      await choose(page, 'en', OWNER())
    }
    const stranger = await browser.newContext({ locale, viewport: VIEWPORTS.phone })
    const door = await stranger.newPage()
    for (const { route, source } of pagesOf('outside'))
      await expectToSpeak(door, { address: filled(route, ''), locale, title: titleIn(locale, source) })
    await stranger.close()
  })

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
