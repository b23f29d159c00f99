// What the client makes of the answers a network can bring, from a real HTTP server on loopback.

import { describe, expect, test } from 'vitest'
import type { DroppedReport } from './client'
import { answers, fakeVendor, fine, input, location, token } from './client.test-helper'
import { JimiApiError, JimiContractError, JimiTransportError } from './errors'

const vendor = fakeVendor()

describe('an answer', () => {
  test.each([
    ['labelled text/html', fine, { type: 'text/html' }],
    ['with HTTP status 500', fine, { status: 500 }],
    ['with its code as text', { ...fine, code: '0' }, {}],
    ['in data', { code: 0, msg: 'success', result: null, data: fine.result }, {}],
  ])('%s is read', async (_, body, options) => {
    vendor.handler = answers(body, options)
    expect(await vendor.client().call(location, input, token)).toMatchObject([
      { imei: '868120145233604', online: true },
    ])
  })

  test('that says no with HTTP 200 is an API error with code and words', async () => {
    vendor.handler = answers({ code: '1002', msg: 'The account does not exist', result: null })
    const failure = vendor.client().call(location, input, token)
    await expect(failure).rejects.toBeInstanceOf(JimiApiError)
    await expect(failure).rejects.toMatchObject({
      code: 1002,
      method: location,
      vendorMessage: 'The account does not exist',
      retry: 'never',
    })
  })

  test('with an unreadable row gives the others and reports the loss', async () => {
    vendor.handler = answers({ code: 0, result: [{ imei: 'nonsense' }, ...fine.result] })
    const reports: DroppedReport[] = []
    const rows = await vendor
      .client({ onDropped: (report) => reports.push(report) })
      .call(location, input, token)
    expect(rows).toHaveLength(1)
    expect(reports).toEqual([{ method: location, dropped: [{ index: 0, reason: 'imei: not an IMEI' }] }])
  })

  test.each([
    ['a web page', '<html><body>502 Bad Gateway</body></html>', 'not_json', /web page/],
    ['half a body', JSON.stringify(fine).slice(0, 40), 'not_json', /broken JSON/],
    ['nothing', '', 'not_json', /empty answer/],
    ['JSON without a code', '{"result":[]}', 'envelope', /no code/],
    ['a list', '[]', 'envelope', /no code/],
    ['a code that is no number', '{"code":"xxx"}', 'envelope', /no code/],
    ['rows of another world', '{"code":0,"result":[{"foo":1}]}', 'payload', /no row can be read/],
  ])('of %s is a contract error that says so', async (_, body, kind, words) => {
    vendor.handler = answers(body, { status: 502 })
    const failure = vendor.client().call(location, input, token)
    await expect(failure).rejects.toBeInstanceOf(JimiContractError)
    await expect(failure).rejects.toMatchObject({ kind, message: expect.stringMatching(words) })
  })

  test('that redirects is not followed', async () => {
    vendor.handler = (_, response) => response.writeHead(307, { location: '/elsewhere' }).end()
    await expect(vendor.client().call(location, input, token)).rejects.toMatchObject({ kind: 'not_json' })
    expect(vendor.calls.map(({ raw }) => raw.url)).toEqual(['/route/rest'])
  })

  test('larger than the cap is given up while it arrives', async () => {
    let closed: (() => void) | undefined
    const serverSawClose = new Promise<void>((resolve) => {
      closed = resolve
    })
    vendor.handler = (_, response) => {
      const chunk = 'x'.repeat(64 * 1024)
      const pour = () => {
        while (!response.destroyed && response.write(chunk));
      }
      response.on('drain', pour).on('close', () => closed?.())
      pour()
    }
    const failure = vendor.client({ maxResponseBytes: 1_000_000 }).call(location, input, token)
    await expect(failure).rejects.toMatchObject({
      kind: 'too_large',
      message: expect.stringMatching(/1000000 bytes/),
    })
    await serverSawClose
  })
})

describe('no answer', () => {
  test('in time is a timeout, and the connection is closed', async () => {
    const serverSawClose = new Promise<void>((resolve) => {
      vendor.handler = (_, response) => response.on('close', () => resolve())
    })
    const failure = vendor.client().call(location, input, { ...token, timeoutMs: 50 })
    await expect(failure).rejects.toMatchObject({
      kind: 'timeout',
      message: expect.stringMatching(/within 50 ms/),
    })
    await serverSawClose
  })

  test('in time is a timeout even after the first bytes came', async () => {
    vendor.handler = (_, response) => void response.write('{"code":0,')
    const failure = vendor.client().call(location, input, { ...token, timeoutMs: 50 })
    await expect(failure).rejects.toMatchObject({ kind: 'timeout' })
  })

  test('because the connection broke in the middle is unreachable', async () => {
    vendor.handler = (_, response) => {
      response.writeHead(200, { 'content-length': '1000' })
      response.write('{"code":0,', () => response.destroy())
    }
    const failure = vendor.client().call(location, input, token)
    await expect(failure).rejects.toBeInstanceOf(JimiTransportError)
    await expect(failure).rejects.toMatchObject({ kind: 'unreachable', retry: 'backoff' })
  })

  test('because nobody listens is unreachable and names the cause', async () => {
    const failure = vendor.client({ baseUrl: 'http://127.0.0.1:1/route/rest' }).call(location, input, token)
    await expect(failure).rejects.toMatchObject({ kind: 'unreachable' })
    await expect(failure).rejects.toThrow(/127\.0\.0\.1:1 cannot be reached/)
  })

  test('because the caller left is an abort', async () => {
    const caller = new AbortController()
    vendor.handler = () => caller.abort()
    const failure = vendor.client().call(location, input, { ...token, signal: caller.signal })
    await expect(failure).rejects.toMatchObject({ kind: 'aborted', retry: 'never' })
  })
})
