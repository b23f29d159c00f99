import { expect, test } from 'vitest'
import { readHubAddress } from './hub-address'

test.each([
  ['https://hub.example.com', 'https://hub.example.com'],
  [' https://hub.example.com/ ', 'https://hub.example.com'],
  ['https://hub.example.com:8443/iot//', 'https://hub.example.com:8443/iot'],
  ['http://10.0.0.5:9080/api/device/sendInstruct', 'http://10.0.0.5:9080'],
  ['hub.example.com', null],
  ['ftp://hub.example.com', null],
  ['https://me:secret@hub.example.com', null],
  ['https://hub.example.com/?token=1', null],
  ['https://hub.example.com/#x', null],
  ['', null],
  [`https://${'a'.repeat(300)}.example.com`, null],
])('%j is the hub %j', (text, address) => {
  expect(readHubAddress(text)).toBe(address)
})
