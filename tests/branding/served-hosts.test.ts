import { NextRequest } from 'next/server'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { GET } from '@/app/api/domains/route'
import type { Viewer } from '@/lib/server/access'
import { closeDb, db } from '@/lib/server/db'
import { forgetEnv } from '@/lib/server/env'
import { resetBranding, saveBranding } from '@/lib/server/services/branding'
import { forgetSingleton } from '@/lib/server/singleton'
import { middleware } from '@/middleware'
import { describeOnEachDatabase } from '../db/each-database'
import { makeTenant } from '../db/fixtures'

const LOOK = { name: '', accent: '', domain: 'fleet.acme.example', mailName: '', mailReplyTo: '' }
/** As long as what was read counts. */
const FRESH_MS = 5_000
/** Nothing listens at port 1. */
const NOBODY = 'postgresql://milepost@127.0.0.1:1/milepost'

function configure(variables: Record<string, string>): void {
  Object.assign(process.env, variables)
  forgetEnv()
}

async function ask(domain: string): Promise<number> {
  const query = new URLSearchParams({ domain })
  const response = await GET(new Request(`http://app:3000/api/domains?${query}`), {})
  expect(await response.text()).toBe('')
  return response.status
}

describeOnEachDatabase('the names certificates are fetched for', (database) => {
  let owner: Viewer
  beforeAll(async () => {
    owner = (await makeTenant()).owner
    expect(await saveBranding(owner, LOOK)).toEqual({})
  })
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] })
    forgetSingleton('served-hosts')
    configure({ MILEPOST_URL: 'https://Milepost.example:8443/' })
  })
  afterEach(() => {
    vi.useRealTimers()
    configure({ MILEPOST_URL: '' })
  })

  test('are those of tenants and of the installation, in any case and with the dot of the root', async () => {
    for (const name of ['fleet.acme.example', 'Fleet.ACME.example', 'fleet.acme.example.'])
      expect(await ask(name), name).toBe(200)
    for (const name of ['milepost.example', 'MILEPOST.example.']) expect(await ask(name), name).toBe(200)
  })

  test('are no others, and nothing that is no plain name', async () => {
    const foreign = [
      'acme.example',
      'x.fleet.acme.example',
      'fleet.acme.example.evil.example',
      'localhost',
      'app',
    ]
    const numbers = ['192.0.2.7', '[2001:db8::1]', '2001:db8::1']
    const forms = [
      ...[
        'fleet.acme.example:443',
        'milepost.example:8443',
        'https://fleet.acme.example',
        'fleet.acme.example/x',
      ],
      ...[
        'fleet.acme.example..',
        '.fleet.acme.example',
        '*.acme.example',
        ' fleet.acme.example',
        "a'--",
        '\0',
        '',
      ],
      `${'a.'.repeat(200)}example`,
    ]
    for (const name of [...foreign, ...numbers, ...forms]) expect(await ask(name), name).toBe(404)
    expect((await GET(new Request('http://app:3000/api/domains'), {})).status).toBe(404)
  })

  test('are in the letters of certificates: punycode of other scripts, never the script itself', async () => {
    const { owner: other } = await makeTenant()
    // RFC 3492 of "flöte".
    expect(await saveBranding(other, { ...LOOK, domain: 'xn--flte-6qa.example' })).toEqual({})
    expect(await ask('xn--flte-6qa.example')).toBe(200)
    expect(await ask('flöte.example')).toBe(404)
    expect(await ask('fleet.аcme.example')).toBe(404)
  })

  test('follow what tenants name within five seconds', async () => {
    const { owner: other } = await makeTenant()
    expect(await ask('late.example')).toBe(404)
    await saveBranding(other, { ...LOOK, domain: 'late.example' })
    vi.advanceTimersByTime(FRESH_MS)
    expect(await ask('late.example')).toBe(200)
    await resetBranding(other)
    vi.advanceTimersByTime(FRESH_MS)
    expect(await ask('late.example')).toBe(404)
  })

  test('are read once in that time, whatever names are made up', async () => {
    const { tenantId } = await makeTenant()
    expect(await ask('made-up.example')).toBe(404)
    await db().tenantDomain.create({ data: { host: 'never-asked.example', tenantId } })
    vi.advanceTimersByTime(FRESH_MS - 1)
    // It would be found by a question of its own.
    expect(await ask('never-asked.example')).toBe(404)
    vi.advanceTimersByTime(1)
    expect(await ask('never-asked.example')).toBe(200)
  })

  test('are unknown while the database is away, but for what needs none, and known again soon after', async () => {
    const address = database.databaseUrl()
    await closeDb()
    configure({ DATABASE_URL: NOBODY })
    expect(await ask('fleet.acme.example')).toBe(503)
    expect(await ask('elsewhere.example')).toBe(503)
    expect(await ask('milepost.example')).toBe(200)
    expect(await ask('192.0.2.7')).toBe(404)
    await closeDb()
    configure({ DATABASE_URL: address })
    // A failure counts as long as an answer does: an outage is no reason to ask more often.
    expect(await ask('fleet.acme.example')).toBe(503)
    vi.advanceTimersByTime(FRESH_MS)
    expect(await ask('fleet.acme.example')).toBe(200)
  })
})

test('the proxy asks without a session, by the name the app has inside', async () => {
  const request = new NextRequest('http://app:3000/api/domains?domain=fleet.acme.example', {
    headers: { host: 'app:3000' },
  })
  expect((await middleware(request)).headers.get('x-middleware-next')).toBe('1')
})

test("a form on a tenant's name is judged by that name, and handed on as sent to it", async () => {
  configure({ MILEPOST_URL: 'https://milepost.example' })
  const post = (origin: string) =>
    middleware(
      new NextRequest('http://fleet.acme.example/login', {
        method: 'POST',
        headers: { host: 'fleet.acme.example', origin },
      }),
    )
  const own = await post('https://fleet.acme.example')
  expect(own.status).toBe(200)
  expect(own.headers.get('x-middleware-request-x-forwarded-host')).toBe('fleet.acme.example')
  expect((await post('https://elsewhere.example')).status).toBe(403)
  configure({ MILEPOST_URL: '' })
})
