import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientAddress, isFromThisMachine, stampPeerAddresses } from './client-address'

let seen = new Headers()
const server = createServer((request, response) => {
  seen = new Headers(
    Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]),
  )
  response.end()
})
let url = ''

beforeAll(async () => {
  stampPeerAddresses()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

async function sendWith(headers: Record<string, string>): Promise<Headers> {
  await fetch(url, { headers })
  return new Headers(seen)
}

test('the address is that of the socket', async () => {
  const headers = await sendWith({})
  expect(clientAddress(headers)).toBe('127.0.0.1')
  expect(isFromThisMachine(headers)).toBe(true)
})

test('behind a proxy on this machine the entry the proxy wrote counts, not what the client wrote before it', async () => {
  const headers = await sendWith({ 'x-forwarded-for': '127.0.0.1, 203.0.113.9' })
  expect(clientAddress(headers)).toBe('203.0.113.9')
  expect(isFromThisMachine(headers)).toBe(false)
})

test('a stamp that the client sends is overwritten', async () => {
  const headers = await sendWith({ 'x-milepost-peer': 'x 198.51.100.1' })
  expect(clientAddress(headers)).toBe('127.0.0.1')
})

test('a stamp made without the key of this process is not believed', () => {
  const headers = new Headers({
    'x-milepost-peer': 'guess 127.0.0.1',
    host: 'localhost',
    'x-forwarded-for': '127.0.0.1',
  })
  expect(clientAddress(headers)).toBeNull()
  expect(isFromThisMachine(headers)).toBe(false)
})

test('from the open network x-forwarded-for is ignored', async () => {
  const headers = await sendWith({ 'x-forwarded-for': '127.0.0.1' })
  const [key] = headers.get('x-milepost-peer')?.split(' ') ?? []
  headers.set('x-milepost-peer', `${key} 203.0.113.50`)
  expect(clientAddress(headers)).toBe('203.0.113.50')
})

test('a proxy on this machine that forwards a public name does not count as this machine', async () => {
  const headers = await sendWith({})
  headers.set('host', 'fleet.example.com')
  expect(isFromThisMachine(headers)).toBe(false)
})
