import { createServer, type Server } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Door, KEEP_ALIVE_MS, openFrontDoors } from '@/lib/server/front-door'
import { accepted } from '@/lib/server/push/answers'
import { pushDoor } from '@/lib/server/push/node-door'
import type { PushRequest } from '@/lib/server/push/receiver'

const asked: PushRequest[] = []
const passed: string[] = []
const hesitated: string[] = []
let servers: { url: string; server: Server }[] = []

beforeEach(async () => {
  const receiver = {
    receive: async (request: PushRequest) => {
      asked.push(request)
      return accepted()
    },
  }
  // Thinks about it, and leaves it alone.
  const hesitant: Door = async (request) => {
    hesitated.push(`${request.method} ${request.url}`)
    return false
  }
  openFrontDoors([
    pushDoor(() => receiver),
    (request, response) => request.url === '/late' && hesitant(request, response),
  ])
  servers = await Promise.all([startWebServer(), startWebServer()])
})
afterEach(() => {
  for (const { server } of servers) server.close()
  asked.length = 0
  passed.length = 0
  hesitated.length = 0
})

/** Stands for Next: whatever reaches it is noted and answered with 418. */
async function startWebServer() {
  const server = createServer((request, response) => {
    passed.push(`${request.method} ${request.url}`)
    response.writeHead(418).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, server }
}

test('posts of pushes go to the receiver from the very first on, all else to who was there before', async () => {
  for (const { url } of servers) {
    const statusOf = async (path: string, method = 'POST') => (await fetch(url + path, { method })).status
    expect(await statusOf('/api/push/abc/pushgps')).toBe(200)
    expect(await statusOf('/map', 'GET')).toBe(418)
    expect(await statusOf('/api/push-status')).toBe(418)
    expect(await statusOf('/api/push/abc/pushgps', 'PUT')).toBe(418)
    expect(await statusOf('/api/push/abc/')).toBe(200)
  }
  for (const { server } of servers) expect(server.keepAliveTimeout).toBe(KEEP_ALIVE_MS)
  const all = [...passed.splice(0), ...asked.map(({ hook, topicPath }) => `${hook} ${topicPath}`)]
  const once = ['GET /map', 'POST /api/push-status', 'PUT /api/push/abc/pushgps', 'abc pushgps', 'abc ']
  expect(all.toSorted()).toEqual([...once, ...once].toSorted())
})

test('what a door leaves alone after a thought still goes to who was there before', async () => {
  for (const { url } of servers) expect((await fetch(`${url}/late`)).status).toBe(418)
  expect([passed, hesitated]).toEqual([
    ['GET /late', 'GET /late'],
    ['GET /late', 'GET /late'],
  ])
})
