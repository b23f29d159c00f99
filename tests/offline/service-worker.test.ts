// The service worker's own file, run with a network and a cache of the test's.

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { expect, test } from 'vitest'

type VisitEvent = {
  request: { mode: string; method: string }
  preloadResponse: Promise<Response | undefined>
  respondWith(answer: Promise<Response>): void
}

const SOURCE = readFileSync(path.resolve(import.meta.dirname, '../../public/sw.js'), 'utf8')

/** What somebody who goes to a page gets when the network answers so. */
async function visit(network: () => Promise<Response>, mode = 'navigate'): Promise<string | null> {
  const listeners = new Map<string, (event: VisitEvent) => void>()
  const caches = { match: async () => new Response('kept page') }
  const self = {
    addEventListener: (type: string, heard: (event: VisitEvent) => void) => listeners.set(type, heard),
  }
  runInContext(SOURCE, createContext({ self, caches, fetch: network, Response, URL }))
  let answer: Promise<Response> | null = null
  listeners.get('fetch')?.({
    request: { mode, method: 'GET' },
    preloadResponse: Promise.resolve(undefined),
    respondWith: (given) => {
      answer = given
    },
  })
  return answer === null ? null : (await (answer as Promise<Response>)).text()
}

test.each([502, 503, 504])(
  'a proxy that answers %i in our place is shown as the kept page',
  async (status) => {
    expect(await visit(async () => new Response('', { status }))).toBe('kept page')
  },
)

test.each([200, 404, 500, 503])('a page of ours with %i is shown as it is', async (status) => {
  const headers = { 'content-security-policy': "default-src 'self'" }
  expect(await visit(async () => new Response('our words', { status, headers }))).toBe('our words')
})

test('without a network the kept page is shown', async () => {
  expect(await visit(() => Promise.reject(new TypeError('no network')))).toBe('kept page')
})

test('what is not a visit to a page is left to the browser', async () => {
  expect(await visit(async () => new Response('', { status: 503 }), 'cors')).toBeNull()
})
