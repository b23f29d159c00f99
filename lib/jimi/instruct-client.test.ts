// What the hub's client sends and how it takes the answers, over a real HTTP server on loopback.

import { describe, expect, test } from 'vitest'
import { answers, fakeVendor } from './client.test-helper'
import { onlineAnswer, queuedAnswer } from './contract/instruct-samples'
import { JimiApiError, JimiContractError } from './errors'
import { createInstructClient, type InstructRequest } from './instruct-client'

const vendor = fakeVendor()
const token = 'HUB-TOKEN-0123456789'
const request: InstructRequest<128> = {
  imei: '862798051583785',
  requestNumber: 1042,
  logKey: 'a1',
  proNo: 128,
  content: 'RELAY,1#',
}

function client() {
  return createInstructClient({ address: `${vendor.address()}/hub/`, token })
}

describe('a request', () => {
  test('is an unsigned form with both names of the device, waiting for it and queueing nothing', async () => {
    vendor.handler = answers(onlineAnswer)
    const result = await client().send(request)
    expect(vendor.calls[0]?.form).toEqual({
      deviceImei: '862798051583785',
      imei: '862798051583785',
      proNo: '128',
      cmdContent: 'RELAY,1#',
      serverFlagId: '1042',
      requestId: 'a1',
      platform: 'web',
      token,
      sync: 'true',
      timeOut: '30',
    })
    const { raw } = vendor.calls[0] ?? {}
    expect(raw?.url).toBe('/hub/api/device/sendInstruct')
    expect(raw?.method).toBe('POST')
    expect(raw?.headers['content-type']).toMatch('application/x-www-form-urlencoded')
    expect(result).toMatchObject({ outcome: 'delivered', content: 'OK!', queued: false })
  })

  test('carries structured content as JSON text, encoded once', async () => {
    vendor.handler = answers(onlineAnswer)
    const { content: _, ...rest } = request
    await client().send({ ...rest, proNo: 33283, content: { alarmSerial: 17 } })
    expect(vendor.calls[0]?.form).toMatchObject({ proNo: '33283', cmdContent: '{"alarmSerialNo":17}' })
    await client().send({ ...rest, proNo: 33028, content: null })
    expect(vendor.calls[1]?.form).toMatchObject({ proNo: '33028', cmdContent: '' })
    await client().send({ ...request, content: 'SAY,Zoë + 粤B & 100%=ok#' })
    expect(vendor.calls[2]?.form.cmdContent).toBe('SAY,Zoë + 粤B & 100%=ok#')
  })

  test('outside the contract is never sent', async () => {
    await expect(client().send({ ...request, content: '' })).rejects.toMatchObject({ kind: 'input' })
    await expect(client().send({ ...request, imei: 'x' })).rejects.toBeInstanceOf(JimiContractError)
    expect(vendor.calls).toEqual([])
  })
})

describe('an answer', () => {
  test.each([
    [true, true],
    [false, false],
    [undefined, false],
  ])('that timed out with queueing %j is queued %j', async (queueOffline, queued) => {
    vendor.handler = answers(queuedAnswer)
    const result = await client().send({ ...request, queueOffline })
    expect(result).toMatchObject({ outcome: 'timedOut', queued })
  })

  test('that is a bare text of a time-out leaves open whether anything was queued', async () => {
    vendor.handler = answers('"request timeout"')
    const result = await client().send({ ...request, queueOffline: true })
    expect(result).toEqual({ outcome: 'timedOut', queued: false })
  })

  test('of a refusing hub is an error with its code and words, without the token', async () => {
    vendor.handler = answers({ code: 1, msg: `invalid token ${token}` })
    const failure = client().send(request)
    await expect(failure).rejects.toBeInstanceOf(JimiApiError)
    await expect(failure).rejects.toMatchObject({ code: 1, vendorMessage: 'invalid token ***' })
    expect(vendor.calls).toHaveLength(1)
  })

  test('that is busy or a web page is not asked for again', async () => {
    vendor.handler = answers({ code: -1, msg: 'system busy' })
    await expect(client().send(request)).rejects.toMatchObject({ code: -1 })
    vendor.handler = answers('<html>502</html>', { status: 502 })
    await expect(client().send(request)).rejects.toMatchObject({ kind: 'not_json' })
    expect(vendor.calls).toHaveLength(2)
  })

  test('that does not come in time is a timeout, after which nobody knows', async () => {
    vendor.handler = () => undefined
    await expect(client().send(request, { timeoutMs: 50 })).rejects.toMatchObject({ kind: 'timeout' })
  })

  test('is no longer waited for when the caller leaves', async () => {
    const caller = new AbortController()
    vendor.handler = () => caller.abort()
    const failure = client().send(request, { signal: caller.signal })
    await expect(failure).rejects.toMatchObject({ kind: 'aborted' })
  })
})
