// What journeys through the page of people share.

import { randomBytes } from 'node:crypto'
import type { Browser, Locator, Page } from '@playwright/test'
import { demo, expect, expectAccessible, inEveryLook, keepScreenshot } from './fixtures'

export const PASSWORD = 'a fine long passphrase'
export const PEOPLE = '/settings/people'

export const personRow = (page: Page, email: string) => page.locator(`[data-person="${email}"]`)
export const invitationRow = (page: Page, email: string) => page.locator(`[data-invitation="${email}"]`)

/** Opens the window to invite somebody; the button waits for the list and for its script. */
export async function openInvite(page: Page): Promise<Locator> {
  const dialog = page.locator('dialog')
  await expect(async () => {
    await page.getByRole('button', { name: 'Invite somebody' }).click()
    await expect(dialog).toBeVisible({ timeout: 2_000 })
  }).toPass()
  return dialog
}

/** Has the link of the invitation made that is filled in, closes its window, and answers the path of the link. */
export async function makeLink(dialog: Locator): Promise<string> {
  await dialog.getByRole('button', { name: 'Make the link' }).click()
  const link = dialog.getByLabel('Link', { exact: true })
  await expect(link).toBeVisible()
  const { pathname } = new URL(await link.inputValue())
  await dialog.getByRole('button', { name: 'Done' }).click()
  return pathname
}

/**
 * What a browser of somebody else is opened with: an address of its own. Links that are not good count as guesses of their
 * address, and whoever guesses too often is told nothing for minutes.
 */
export function elsewhere() {
  const group = () => randomBytes(2).toString('hex')
  return { extraHTTPHeaders: { 'x-forwarded-for': `2001:db8:${group()}:${group()}::1` } }
}

/** Takes the link up in a browser of its own. */
export async function join(browser: Browser, path: string, name: string): Promise<void> {
  const context = await browser.newContext(elsewhere())
  const guest = await context.newPage()
  const answer = await guest.goto(demo().url + path)
  expect(answer?.headers()['referrer-policy']).toBe('same-origin')
  await inEveryLook(guest, async (look) => {
    await expectAccessible(guest)
    await keepScreenshot(guest, `invite-${look.name}`)
  })
  await expect(async () => {
    await guest.getByLabel('Your name').fill(name)
    await guest.getByLabel('Password', { exact: true }).fill('short')
    await guest.getByRole('button', { name: 'Join', exact: true }).click()
    await expect(guest.getByText('Use at least 10 characters.')).toBeVisible({ timeout: 5_000 })
  }).toPass()
  await guest.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await guest.getByRole('button', { name: 'Join', exact: true }).click()
  await expect(guest.getByText('You are in')).toBeVisible()
  await guest.goto(demo().url + path)
  await expect(guest.getByText('This invitation is not good')).toBeVisible()
  await context.close()
}

/** Chooses what to do with a person from the menu of their row. */
export async function act(page: Page, email: string, name: string, what: string): Promise<void> {
  await personRow(page, email)
    .getByRole('button', { name: `What to do with ${name}` })
    .click()
  await page.getByRole('menuitem', { name: what, exact: true }).click()
}
