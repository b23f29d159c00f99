import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { GET } from '@/app/s/[token]/route'
import { closeDb } from '@/lib/server/db'
import { forgetEnv } from '@/lib/server/env'
import { shareAssets } from '@/lib/server/share/assets'
import { newShareToken } from '@/lib/server/share/token'

vi.mock('@/lib/server/share/assets', { spy: true })

/** Nothing listens at port 1. */
const NOBODY = 'postgresql://milepost@127.0.0.1:1/milepost'
const before = process.env.DATABASE_URL

beforeAll(() => configure(NOBODY))
afterAll(async () => {
  await closeDb()
  configure(before)
})

function configure(url: string | undefined): void {
  if (url === undefined) delete process.env.DATABASE_URL
  else process.env.DATABASE_URL = url
  forgetEnv()
}

async function open(language: string) {
  const token = newShareToken()
  const request = new Request(`http://milepost.example/s/${token}`, {
    headers: { 'accept-language': language, host: 'milepost.example' },
  })
  const response = await GET(request, { params: Promise.resolve({ token }) })
  return { token, response, html: await response.text() }
}

test.each([
  ['en', 'Not available right now'],
  ['es-MX', 'No disponible en este momento'],
  ['ar', 'غير متاح حاليًا'],
])('without a database a share page says so in %s and asks again by itself', async (language, words) => {
  const { token, response, html } = await open(language)
  expect(response.status).toBe(503)
  expect(html).toContain(`<h1>${words}</h1>`)
  expect(html).toMatch(/<meta http-equiv="refresh" content="15">/)
  expect(response.headers.get('retry-after')).toBe('15')
  expect(html).not.toContain('<script')
  expect(html).not.toContain(token)
})

test('without the files of the page there is an empty answer, which is as private', async () => {
  const gone = new Error('ENOENT')
  vi.mocked(shareAssets).mockRejectedValueOnce(gone).mockRejectedValueOnce(gone)
  const { response, html } = await open('en')
  expect([response.status, html]).toEqual([500, ''])
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(response.headers.get('referrer-policy')).toBe('no-referrer')
})

test('a page without a database keeps what keeps share pages private', async () => {
  const { response } = await open('en')
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(response.headers.get('referrer-policy')).toBe('no-referrer')
  expect(response.headers.get('x-robots-tag')).toContain('noindex')
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
})
