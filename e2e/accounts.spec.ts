import type { Page } from '@playwright/test'
import {
  demo,
  enter,
  enterAnew,
  expect,
  expectAccessible,
  expectNoOverflow,
  keepScreenshot,
  loginOf,
  test,
  VIEWPORTS,
} from './fixtures'

const field = (page: Page, name: string) => page.getByLabel(name, { exact: true })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const tree = (page: Page) => page.getByRole('treegrid', { name: 'Account tree' })

/** Types once the page has come to life: what is typed before does not last. */
async function type(page: Page, label: string, text: string): Promise<void> {
  await expect(async () => {
    await field(page, label).fill(text)
    await expect(field(page, label)).toHaveValue(text)
  }).toPass()
}

async function choose(page: Page, name: string): Promise<void> {
  await type(page, 'Search by name or login', name)
  await page.getByRole('list', { name: 'Accounts found' }).getByRole('button', { name }).first().click()
  await expect(page.getByRole('heading', { name, exact: true })).toBeVisible()
}

/** A login nobody has, in this run or one before. */
function freshLogin(): string {
  return `journey_${Date.now().toString(36)}`
}

async function make(page: Page, { name, login }: { name: string; login: string }): Promise<void> {
  await button(page, 'New account below').click()
  await type(page, 'Login', login)
  await field(page, 'Password').fill('a long password')
  await field(page, 'Name').fill(name)
  await field(page, 'Email').fill('fleet@journey.example')
  await button(page, 'Make account').click()
  await expect(page.getByRole('heading', { name, exact: true })).toBeVisible()
}

async function remove(page: Page, login: string): Promise<void> {
  await button(page, 'Remove').click()
  const dialog = page.locator('dialog')
  await expect(dialog).toContainText('Nothing else.')
  await dialog.getByRole('textbox').fill(login)
  await dialog.getByRole('button', { name: 'Remove account', exact: true }).click()
  await expect(dialog).toBeHidden()
}

test('a distributor finds, makes, edits, moves and removes an account', async ({ page }) => {
  const login = freshLogin()
  const name = `Journey ${login.slice(8)}`
  await enter(page, '/accounts', loginOf('distributor'))
  await expect(tree(page).getByRole('row', { name: 'Northway Porto' })).toBeVisible({ timeout: 45_000 })
  await expectAccessible(page)
  await keepScreenshot(page, 'accounts-tree')

  await choose(page, 'Northway Porto')
  await expect(page.getByRole('navigation', { name: 'Accounts above' })).toContainText('Jimi sandbox')
  await expectAccessible(page)
  await keepScreenshot(page, 'accounts-account')

  await button(page, 'New account below').click()
  await button(page, 'Make account').click()
  await expect(page.getByText('Give it a name.')).toBeVisible()
  await expectAccessible(page)
  await keepScreenshot(page, 'accounts-new')
  await button(page, 'Cancel').click()

  await make(page, { name, login })
  const address = page.url()
  await expect(page.getByText(login, { exact: true }).first()).toBeVisible()

  await button(page, 'Edit').click()
  await type(page, 'Name', `${name} B`)
  await page.getByRole('switch', { name: 'Send commands' }).click()
  await button(page, 'Save').click()
  await expect(page.getByRole('heading', { name: `${name} B`, exact: true })).toBeVisible()

  await button(page, 'Move').click()
  const dialog = page.locator('dialog')
  await dialog.getByRole('searchbox').fill('Northway Brasil')
  await dialog.getByRole('radio', { name: /^Northway Brasil/ }).click()
  await dialog.getByRole('button', { name: 'Move below Northway Brasil', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('navigation', { name: 'Accounts above' })).toContainText('Northway Brasil')

  await remove(page, login)
  await page.goto(address)
  await expect(page.getByRole('heading', { name: 'There is no such account' })).toBeVisible()
})

test('each count of an account leads to the list of just those vehicles', async ({ page }) => {
  await enter(page, '/accounts', loginOf('distributor'))
  await expect(tree(page)).toBeVisible({ timeout: 45_000 })
  await choose(page, 'Northway Porto')
  const counts = page.getByRole('list', { name: 'What hangs on this account' })
  const chosen = page.url()
  for (const { words, field: name, value } of [
    { words: /Show the devices of Northway Porto/, field: 'Connection', value: '' },
    { words: /Show those that are online, of Northway Porto/, field: 'Connection', value: 'yes' },
    { words: /Show those that expire within 30 days, of Northway Porto/, field: 'Expires', value: '30' },
  ]) {
    await page.goto(chosen)
    await counts.getByRole('link', { name: words }).press('Enter')
    await expect(page).toHaveURL(/\/devices\?account=/)
    await expect(page.getByRole('combobox', { name, exact: true })).toHaveValue(value)
    await expectAccessible(page)
  }
})

test('an account that holds vehicles says what hangs on it and stays; a taken login is told at its field', async ({
  page,
}) => {
  await enter(page, '/accounts', loginOf('distributor'))
  await expect(tree(page)).toBeVisible({ timeout: 45_000 })
  await choose(page, 'Frio do Minho')
  await button(page, 'Remove').click()
  const dialog = page.locator('dialog')
  await expect(dialog).toContainText('move them away first')
  await expectAccessible(page)
  await keepScreenshot(page, 'accounts-remove')
  await dialog.getByRole('button', { name: 'Keep', exact: true }).click()

  await button(page, 'New account below').click()
  await type(page, 'Login', 'savanna')
  await field(page, 'Password').fill('a long password')
  await field(page, 'Name').fill('Taken')
  await field(page, 'Email').fill('fleet@journey.example')
  await button(page, 'Make account').click()
  await expect(page.getByText('This login is taken at the vendor')).toBeVisible()
  await expect(field(page, 'Name')).toHaveValue('Taken')
})

test("a distributor enters a customer's view, sees the banner on every page, and leaves it", async ({
  page,
}) => {
  // In a session of its own: a view belongs to a session, and other journeys share theirs.
  await enterAnew(page, '/accounts', loginOf('distributor'))
  await expect(tree(page)).toBeVisible({ timeout: 45_000 })
  await choose(page, 'Frio do Minho')
  await button(page, 'Enter this view').click()
  await page.locator('dialog').getByRole('button', { name: 'Enter view', exact: true }).click()
  await page.waitForURL('**/map**')
  const banner = page.getByRole('region', { name: "A customer's view" })
  await expect(banner).toContainText('Frio do Minho')
  await keepScreenshot(page, 'view-as-map')
  for (const path of ['/alarms', '/reports', '/settings/preferences']) {
    await page.goto(demo().url + path)
    await expect(banner).toBeVisible()
  }
  await expectAccessible(page)
  expect((await page.goto(`${demo().url}/accounts`))?.status()).toBe(404)
  await page.goto(`${demo().url}/alarms`)
  await expect(async () => {
    await banner.getByRole('button', { name: 'Leave this view', exact: true }).click()
    await page.waitForURL('**/accounts?account=**', { timeout: 5_000 })
  }).toPass()
  await expect(page.getByRole('heading', { name: 'Frio do Minho', exact: true })).toBeVisible()
  await expect(banner).toBeHidden()
})

test('on a phone the tree and the account take turns, and dispatchers have no such page', async ({
  page,
}) => {
  await page.setViewportSize(VIEWPORTS.phone)
  await enter(page, '/accounts', loginOf('distributor'))
  await expect(tree(page)).toBeVisible({ timeout: 45_000 })
  await expectNoOverflow(page)
  await expectAccessible(page)
  await keepScreenshot(page, 'accounts-phone-tree')
  await choose(page, 'Frio do Minho')
  await expect(tree(page)).toBeHidden()
  await expectNoOverflow(page)
  await expectAccessible(page)
  await keepScreenshot(page, 'accounts-phone-account')
  await button(page, 'Back to the tree').click()
  await expect(field(page, 'Search by name or login')).toBeVisible()
  expect((await enter(page, '/accounts', loginOf('dispatcher')))?.status()).toBe(404)
})

test('what was typed about an account is asked for before a link to another section takes it away', async ({
  page,
}) => {
  await enter(page, '/accounts', loginOf('distributor'))
  await expect(tree(page)).toBeVisible({ timeout: 45_000 })
  await choose(page, 'Frio do Minho')
  await button(page, 'New account below').click()
  await type(page, 'Name', 'Half typed')
  const away = page.getByRole('link', { name: /^Alarms/ }).first()
  await away.click()
  const dialog = page.locator('dialog')
  await expect(dialog.getByText('Leave without saving?')).toBeVisible()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Go on editing', exact: true }).click()
  await expect(field(page, 'Name')).toHaveValue('Half typed')
  await expect(page).toHaveURL(/\/accounts\?/)
  await away.click()
  await dialog.getByRole('button', { name: 'Leave', exact: true }).click()
  await page.waitForURL('**/alarms**')
})

test('Back to another section is held while what was typed about an account is unsaved, however far it leads', async ({
  page,
}) => {
  await enter(page, '/alarms', loginOf('distributor'))
  // Within one document, as the app is used: the browser itself would ask before another one.
  await expect(async () => {
    await button(page, 'Manage').click({ timeout: 2_000 })
    await page.getByRole('menuitem', { name: 'Accounts', exact: true }).click({ timeout: 2_000 })
  }).toPass()
  await expect(tree(page)).toBeVisible({ timeout: 45_000 })
  await choose(page, 'Frio do Minho')
  await button(page, 'New account below').click()
  await type(page, 'Name', 'Half typed')
  const dialog = page.locator('dialog')
  const asks = dialog.getByText('Leave without saving?')
  const goOn = async () => {
    await dialog.getByRole('button', { name: 'Go on editing', exact: true }).click()
    await expect(dialog).toHaveCount(0)
    await expect(page).toHaveURL(/\/accounts\?.*do=create/)
    await expect(field(page, 'Name')).toHaveValue('Half typed')
  }

  // At once to where one came from: over the account and the tree.
  await page.evaluate(() => history.go(-3))
  await expect(asks).toBeVisible()
  await expect(page).toHaveURL(/\/accounts\?.*do=create/)
  await expectAccessible(page)
  await goOn()

  // Step by step, without a word to the question that comes with the first.
  await page.evaluate(() => history.back())
  await expect(asks).toBeVisible()
  await expect(page).not.toHaveURL(/do=create/)
  // The tree, with what was searched in it.
  const treeAlone = /\/accounts(\?q=[^&]*)?$/
  await page.evaluate(() => history.back())
  await expect(page).toHaveURL(treeAlone)
  await page.evaluate(() => history.back())
  await expect(page).toHaveURL(treeAlone)
  await goOn()

  await page.evaluate(() => history.go(-2))
  await expect(asks).toBeVisible()
  await dialog.getByRole('button', { name: 'Leave', exact: true }).click()
  await expect(page).toHaveURL(/\/alarms/)
  await expect(page.getByRole('heading', { name: 'Alarms', level: 1 })).toBeVisible()
  // Nothing is unsaved any more, so nothing is asked.
  await page.evaluate(() => history.forward())
  await expect(page).toHaveURL(treeAlone)
  await expect(page.getByRole('region', { name: 'Account tree' })).toBeVisible()
  await expect(dialog).toHaveCount(0)
})

test('an account is moved only where it can go: those are offered before anything is typed', async ({
  page,
}) => {
  await enter(page, '/accounts', loginOf('distributor'))
  await expect(tree(page)).toBeVisible({ timeout: 45_000 })
  await choose(page, 'Northway Porto')
  await button(page, 'Move').click()
  const dialog = page.locator('dialog')
  await expect(dialog.getByRole('radio', { name: /^Northway Brasil/ })).toBeVisible()
  // Itself, what is below it, and the account it is below already.
  for (const name of ['Northway Porto', 'Frio do Minho', 'Jimi sandbox'])
    await expect(dialog.getByRole('radio', { name: new RegExp(`^${name}`) })).toHaveCount(0)
})
