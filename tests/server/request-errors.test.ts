import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createLogger } from '@/lib/server/log'
import { forgetSingleton, singleton } from '@/lib/server/singleton'

const lines: string[] = []

beforeAll(() => {
  forgetSingleton('log')
  singleton('log', () => createLogger({ level: 'error', destination: { write: (line) => lines.push(line) } }))
  // Whoever loads the logger from here on finds ours.
  vi.resetModules()
  vi.stubEnv('NEXT_RUNTIME', 'nodejs')
})
afterAll(() => {
  vi.unstubAllEnvs()
  forgetSingleton('log')
})

test('what fails while Next renders is logged, without secrets and cookies', async () => {
  const { onRequestError } = await import('@/instrumentation')
  await onRequestError(
    new Error('fetch of https://vendor.example/?access_token=planted-token failed'),
    { path: '/map?token=planted-in-path', method: 'GET', headers: { cookie: 'session=planted-cookie' } },
    { routerKind: 'App Router', routePath: '/map', routeType: 'render', revalidateReason: undefined },
  )
  expect(lines).toHaveLength(1)
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ method: 'GET', routePath: '/map', msg: 'page failed' })
  expect(lines[0]).not.toContain('planted')
})
