import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'

// Signing in is tested where it lives; here it only has to be asked for.
const session = vi.hoisted(() => ({ signedIn: true }))
vi.mock('@/lib/server/session', async () => {
  const { UnauthenticatedError } = await import('@/lib/server/errors')
  return {
    requireViewer: async () => {
      if (!session.signedIn) throw new UnauthenticatedError()
    },
  }
})
vi.mock('@/lib/server/i18n', () => ({
  errorWords: async (error: { userMessage: string }) => error.userMessage,
}))

const folder = mkdtempSync(path.join(tmpdir(), 'streets-'))
const file = path.join(folder, 'streets.pmtiles')
const bytes = Buffer.from(Array.from({ length: 1_000 }, (_, i) => i % 251))

async function ask(headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') {
  const route = await import('./route')
  return route[method](new Request('http://localhost/api/basemap/streets', { method, headers }), undefined)
}

beforeAll(() => {
  process.env.PMTILES_PATH = file
  writeFileSync(file, bytes)
})
beforeEach(() => {
  session.signedIn = true
})
afterAll(() => {
  delete process.env.PMTILES_PATH
  rmSync(folder, { recursive: true })
})

describe('street tiles', () => {
  test('a range is answered with exactly those bytes', async () => {
    const response = await ask({ range: 'bytes=100-199' })
    expect(response.status).toBe(206)
    expect(response.headers.get('content-range')).toBe('bytes 100-199/1000')
    expect(response.headers.get('content-length')).toBe('100')
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes.subarray(100, 200))).toBe(true)
  })

  test('without a range the whole file comes, and HEAD sends its size alone', async () => {
    const whole = await ask()
    expect([whole.status, whole.headers.get('accept-ranges')]).toEqual([200, 'bytes'])
    expect(Buffer.from(await whole.arrayBuffer()).equals(bytes)).toBe(true)
    const head = await ask({}, 'HEAD')
    expect([head.status, head.headers.get('content-length'), head.body]).toEqual([200, '1000', null])
  })

  test('a range beyond the end is refused with the size', async () => {
    const response = await ask({ range: 'bytes=1000-' })
    expect([response.status, response.headers.get('content-range')]).toEqual([416, 'bytes */1000'])
  })

  test('an unchanged file is not sent again, and a range of an older one brings the whole', async () => {
    const tag = (await ask()).headers.get('etag') ?? ''
    expect((await ask({ 'if-none-match': tag })).status).toBe(304)
    expect((await ask({ range: 'bytes=0-9', 'if-range': tag })).status).toBe(206)
    expect((await ask({ range: 'bytes=0-9', 'if-range': '"older"' })).status).toBe(200)
  })

  test('strangers get nothing', async () => {
    session.signedIn = false
    expect((await ask({ range: 'bytes=0-9' })).status).toBe(401)
  })

  test('a file that is gone is not found', async () => {
    rmSync(file)
    expect((await ask()).status).toBe(404)
    writeFileSync(file, bytes)
  })
})
