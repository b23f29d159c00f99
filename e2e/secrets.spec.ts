import { createHash } from 'node:crypto'
import { demo, expect, readTokens, sandbox, signInByForm, test } from './fixtures'

test('nothing the browser receives holds an app key, secret, token or password digest', async ({ page }) => {
  const bodies: { url: string; text: string }[] = []
  page.on('response', async (response) => {
    const text = await response.text().catch(() => '')
    bodies.push({ url: response.url(), text: `${JSON.stringify(response.headers())}\n${text}` })
  })
  await signInByForm(page)
  await page.getByRole('option').first().click()
  await expect(page.getByRole('region', { name: /^Details of/ })).toContainText('Odometer')
  bodies.push({ url: '/api/live', text: await readLiveStream(page) })
  bodies.push({ url: 'document', text: await page.content() })
  for (const url of ['/api/health?check=ready', '/api/auth/session', '/manifest.webmanifest']) {
    bodies.push({ url, text: await (await page.request.get(`${demo().url}${url}`)).text() })
  }

  const { appKey, appSecret, accounts } = sandbox()
  const tokens = await readTokens()
  expect(tokens.length).toBeGreaterThan(0)
  const digests = accounts.map(({ password }) => createHash('md5').update(password).digest('hex'))
  const planted = [
    appKey,
    appSecret,
    ...tokens,
    ...digests,
    ...accounts.map(({ password }) => password),
    '$argon2',
  ]
  // Scripts, pages and data were really read: a search of nothing would find nothing.
  expect(bodies.filter(({ url }) => url.endsWith('.js')).length).toBeGreaterThan(3)
  expect(bodies.reduce((sum, { text }) => sum + text.length, 0)).toBeGreaterThan(500_000)
  const found = bodies.flatMap(({ url, text }) =>
    planted
      .filter((secret) => text.toLowerCase().includes(secret.toLowerCase()))
      .map((secret) => `${secret} in ${url}`),
  )
  expect(found).toEqual([])
})

/** Some seconds of the live stream as raw text: the browser's own reader hands out events only. */
async function readLiveStream(page: import('@playwright/test').Page): Promise<string> {
  return page.evaluate(async () => {
    const response = await fetch('/api/live', { headers: { accept: 'text/event-stream' } })
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    const deadline = Date.now() + 15_000
    let text = ''
    while (reader && Date.now() < deadline && !text.includes('event: delta'))
      text += (await reader.read()).value ?? ''
    await reader?.cancel()
    return text
  })
}
