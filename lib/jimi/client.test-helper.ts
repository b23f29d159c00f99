// A vendor on loopback that answers as a test says, and a client that talks to it. For tests of the client.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { createJimiClient, type JimiClient, type JimiClientOptions } from './client'

export type ReceivedCall = { form: Record<string, string>; raw: IncomingMessage }
export type Handler = (call: ReceivedCall, response: ServerResponse) => void

export const secrets = { appKey: 'KEY-0123456789', appSecret: 'SECRET-0123456789' }
export const accessToken = 'TOKEN-0123456789'
export const token = { accessToken }
export const location = 'jimi.user.device.location.list'
export const input = { accountLogin: 'demo_fleet' }
/** A good answer to `location`. */
export const fine = { code: 0, message: 'success', result: [{ imei: '868120145233604', status: '1' }] }

/** Answers with a body, as JSON unless it is a text. */
export function answers(
  body: unknown,
  { status = 200, type = 'application/json;charset=UTF-8' } = {},
): Handler {
  return (_, response) => {
    response.writeHead(status, { 'content-type': type })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  }
}

export type FakeVendor = {
  /** What it received since the test began. */
  calls: ReceivedCall[]
  handler: Handler
  client(options?: Partial<JimiClientOptions>): JimiClient
  /** Where it listens, without a path. */
  address(): string
}

/** A vendor for all tests of a file, closed after the last. */
export function fakeVendor(): FakeVendor {
  let baseUrl = ''
  const vendor: FakeVendor = {
    calls: [],
    handler: () => undefined,
    client: (options) =>
      createJimiClient({ baseUrl, profile: 'pro', ...secrets, sleep: async () => undefined, ...options }),
    address: () => new URL(baseUrl).origin,
  }
  const server = createServer(async (raw, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of raw) chunks.push(chunk)
    const call = { form: Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString())), raw }
    vendor.calls.push(call)
    vendor.handler(call, response)
  })
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/route/rest`
  })
  afterAll(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  beforeEach(() => {
    vendor.calls = []
  })
  return vendor
}
