import { expect, test } from 'vitest'
import { TooManyRequestsError } from '../errors'
import { singleton } from '../singleton'
import { callerOf, WRONG_TOKENS, WrongTokenError } from './api-token'

const call = (address: string) => {
  const key = singleton('peer-stamp-key', () => 'a-key-of-this-test')
  const headers = { authorization: 'Bearer guess', 'x-milepost-peer': `${key} ${address}` }
  return callerOf(new Request('http://fleet.example/api/v1/me', { headers }))
}

test('wrong tokens are counted by address, and all addresses of one IPv6 /64 are one', async () => {
  for (let sent = 1; sent <= WRONG_TOKENS; sent += 1)
    await expect(call(`2001:db8:0:1::${sent}`)).rejects.toThrow(WrongTokenError)
  await expect(call('2001:db8:0:1:a:b:c:d')).rejects.toThrow(TooManyRequestsError)
  await expect(call('2001:db8:0:2::1')).rejects.toThrow(WrongTokenError)
})
