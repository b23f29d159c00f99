import {
  demo,
  expect,
  expectAccessible,
  inEveryLook,
  keepScreenshot,
  loginOf,
  signInByForm,
  test,
} from './fixtures'

test('the sign-in page is accessible in every look', async ({ page }) => {
  await page.goto(`${demo().url}/login`)
  await inEveryLook(page, async ({ name }) => {
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expectAccessible(page)
    await keepScreenshot(page, `login-${name}`)
  })
})

test('a stranger is sent to sign in and returns to the page asked for', async ({ page }) => {
  await page.goto(`${demo().url}/map?q=bus`)
  await expect(page).toHaveURL(/\/login\?next=/)
  const login = loginOf('dispatcher')
  await page.getByLabel('Email', { exact: true }).fill(login.email)
  await page.getByLabel('Password', { exact: true }).fill(login.password)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/map\?q=bus/)
})

test('a wrong password and an unknown address are told in the same words, and nothing typed is lost', async ({
  page,
}) => {
  const words: string[] = []
  for (const email of [loginOf('dispatcher').email, 'nobody@northwind.example']) {
    await page.goto(`${demo().url}/login`)
    await page.getByLabel('Email', { exact: true }).fill(email)
    await page.getByLabel('Password', { exact: true }).fill('wrong-password')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    const refusal = page.getByText('Email or password is wrong')
    await expect(refusal).toBeVisible()
    await expect(page.getByLabel('Email', { exact: true })).toHaveValue(email)
    words.push((await refusal.textContent()) ?? '')
  }
  expect(words[0]).toBe(words[1])
})

test('signing out ends the session', async ({ page }) => {
  await signInByForm(page)
  await page.getByRole('button', { name: 'Account and settings' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/login/)
  await page.goto(`${demo().url}/map`)
  await expect(page).toHaveURL(/\/login/)
})
