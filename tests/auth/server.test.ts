import { request as httpRequest } from 'node:http'
import { describe, expect, test } from 'vitest'
import { apiErrorSchema } from '@/lib/domain/api/device'
import { CookieJar } from './cookie-jar'
import { PASSWORD } from './people'
import { hasBuild, useProductionServer } from './production-server'

const METRICS_TOKEN = 'a-token-for-the-tests'

describe.skipIf(!hasBuild)('a production server', () => {
  const server = useProductionServer()

  function ask(path: string, init: RequestInit = {}) {
    return fetch(server().url + path, { redirect: 'manual', ...init })
  }

  test('every page carries the security headers, and a policy whose nonce is new each time', async () => {
    const [first, second] = [await ask('/login'), await ask('/login')]
    expect(first.status).toBe(200)
    expect(first.headers.get('strict-transport-security')).toMatch(/^max-age=\d{8,}/)
    expect(first.headers.get('x-content-type-options')).toBe('nosniff')
    expect(first.headers.get('x-frame-options')).toBe('DENY')
    expect(first.headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin')
    expect(first.headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(first.headers.get('permissions-policy')).toContain('camera=()')
    expect(first.headers.get('x-powered-by')).toBeNull()
    const policy = first.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|style-src [^;]*unsafe-inline/)
    expect(policy).not.toBe(second.headers.get('content-security-policy'))
  })

  test('every script and style of a page carries the nonce of its policy, and no element has an inline handler', async () => {
    const response = await ask('/login')
    const nonce = /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1]
    const html = await response.text()
    const tags = html.match(/<(script|style)\b[^>]*>/g) ?? []
    expect(tags.length).toBeGreaterThan(3)
    for (const tag of tags) expect(tag).toContain(`nonce="${nonce}"`)
    expect(html).not.toMatch(/<[^>]+\son[a-z]+="/i)
    expect(html).not.toMatch(/href="javascript:/i)
  })

  test('a page asks strangers to sign in and remembers where they wanted to go', async () => {
    const response = await ask('/map?device=7')
    expect(response.status).toBe(307)
    expect(response.headers.get('location')).toBe('/login?next=%2Fmap%3Fdevice%3D7')
  })

  test('an API answers strangers with 401 and a typed body, also where nothing is', async () => {
    for (const path of ['/api/devices/x', '/api/live', '/api/nothing-here']) {
      const response = await ask(path)
      expect(response.status).toBe(401)
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect(apiErrorSchema.parse(await response.json()).code).toBe('unauthenticated')
    }
  })

  test.each(['https://evil.example', 'null'])(
    'a write from origin %s is refused before anything else',
    async (origin) => {
      for (const path of ['/login', '/api/auth/signout', '/api/auth/callback/credentials']) {
        const response = await ask(path, { method: 'POST', headers: { origin } })
        expect(response.status).toBe(403)
      }
    },
  )

  test('built files are served without the policy, and pages are never cached', async () => {
    const html = await (await ask('/login')).text()
    const script = /src="(\/_next\/static\/[^"]+)"/.exec(html)?.[1] ?? ''
    expect((await ask(script)).headers.get('content-security-policy')).toBeNull()
    expect((await ask('/login')).headers.get('cache-control')).toContain('no-store')
  })

  test('next-auth signs in and out with the same judgement, on any port and without NEXTAUTH_URL', async () => {
    const jar = new CookieJar(server().url)
    const signIn = await jar.post('/api/auth/callback/credentials', {
      email: server().person.email,
      password: PASSWORD,
      callbackUrl: '//evil.example',
    })
    expect(signIn.headers.get('location')).toBe('/map')
    expect(await (await jar.get('/api/auth/session')).json()).toMatchObject({
      user: { email: server().person.email },
    })
    expect((await jar.get('/login?next=//evil.example')).headers.get('location')).toBe('/map')

    await jar.post('/api/auth/signout', {})
    expect(await (await jar.get('/api/auth/session')).json()).toEqual({})
    expect((await jar.get('/map')).headers.get('location')).toBe('/login')
  })

  test('next-auth gives a wrong password and an unknown person the same answer', async () => {
    const answers = await Promise.all(
      [server().person.email, 'stranger@example.com'].map(async (email) => {
        const jar = new CookieJar(server().url)
        const response = await jar.post('/api/auth/callback/credentials', { email, password: 'wrong' })
        return [response.status, response.headers.get('location'), await response.text()]
      }),
    )
    expect(answers[0]).toEqual(answers[1])
    expect(String(answers[0]?.[1])).toContain('CredentialsSignin')
  })

  test('health says live, ready and which version', async () => {
    const live = await (await ask('/api/health?check=live')).json()
    expect(live).toEqual({ status: 'live', version: expect.stringMatching(/^\d+\.\d+\.\d+/) })
    const ready = await ask('/api/health?check=ready')
    expect(ready.status).toBe(200)
    expect(await ready.json()).toMatchObject({ status: 'ready', checks: { database: 'up' } })
  })

  test('metrics are for this machine only: not through a proxy, not under a public name', async () => {
    const response = await ask('/api/metrics')
    expect(response.headers.get('content-type')).toContain('text/plain')
    const text = await response.text()
    expect(text).toContain('milepost_database_up 1')
    for (const name of ['vendor_calls_total', 'poll_age_seconds', 'live_listeners'])
      expect(text).toContain(`milepost_${name}`)
    expect((await ask('/api/metrics', { headers: { 'x-forwarded-for': '203.0.113.9' } })).status).toBe(404)
    expect(await statusWithHost(`${server().url}/api/metrics`, 'fleet.example.com')).toBe(404)
  })
})

describe.skipIf(!hasBuild)('a production server under a public https address', () => {
  const server = useProductionServer({
    MILEPOST_URL: 'https://fleet.example.com',
    MILEPOST_METRICS_TOKEN: METRICS_TOKEN,
  })

  test('sets only cookies that are secure and bound to the host', async () => {
    const jar = new CookieJar(server().url)
    const fields = { email: server().person.email, password: PASSWORD }
    const response = await jar.post('/api/auth/callback/credentials', fields)
    const session = response.headers.getSetCookie().find((cookie) => cookie.includes('milepost.session'))
    expect(session).toMatch(/^__Host-milepost\.session=/)
    for (const attribute of [/; Secure/i, /; HttpOnly/i, /; SameSite=Lax/i, /; Path=\//i])
      expect(session).toMatch(attribute)
    expect((await jar.get('/login')).headers.get('location')).toBe('/map')
  })

  test('metrics need the token, even here', async () => {
    const statusOf = async (authorization?: string) => {
      const headers = new Headers(authorization === undefined ? [] : [['authorization', authorization]])
      return (await fetch(`${server().url}/api/metrics`, { headers })).status
    }
    expect(await statusOf()).toBe(401)
    expect(await statusOf('Bearer another-token')).toBe(401)
    expect(await statusOf(`Bearer ${METRICS_TOKEN}`)).toBe(200)
  })
})

// fetch does not let anybody choose the host header.
function statusWithHost(url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    httpRequest(url, { headers: { host } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
      .once('error', reject)
      .end()
  })
}
