import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { forgetEnv } from './env'
import { open, SealBrokenError, seal, sessionSecret } from './secrets'
import { forgetSingleton } from './singleton'

const TENANT = '0b8e7c52-6c53-4a5c-9d0e-5b1f6d6b3f10'
let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'milepost-secrets-'))
  configure({ MILEPOST_SECRET: 'a'.repeat(32), MILEPOST_DATA_DIR: folder })
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** As a new process would start: settings and derived keys are read anew. */
function configure(variables: Record<string, string>): void {
  Object.assign(process.env, variables)
  forgetEnv()
  for (const name of ['sealing-key', 'session-secret']) forgetSingleton(name)
}

test('what was sealed opens again for the same tenant and field', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (plaintext) => {
      expect(open(TENANT, 'app_secret', seal(TENANT, 'app_secret', plaintext))).toBe(plaintext)
    }),
  )
})

test('an envelope moved to another tenant or field does not open', () => {
  const envelope = seal(TENANT, 'app_secret', 'secret')
  expect(() => open('1b8e7c52-6c53-4a5c-9d0e-5b1f6d6b3f10', 'app_secret', envelope)).toThrow(SealBrokenError)
  expect(() => open(TENANT, 'app_key', envelope)).toThrow(SealBrokenError)
})

test('no other split of tenant and field gives the same binding', () => {
  const envelope = seal('ab', 'c', 'secret')
  expect(() => open('a', 'bc', envelope)).toThrow(SealBrokenError)
  expect(() => open('a2:b', 'c', envelope)).toThrow(SealBrokenError)
})

test('any changed character of an envelope is noticed', () => {
  const envelope = seal(TENANT, 'f', 'a secret of some length')
  for (let index = 0; index < envelope.length; index += 1) {
    const replacement = envelope[index] === 'A' ? 'B' : 'A'
    const changed = envelope.slice(0, index) + replacement + envelope.slice(index + 1)
    // The last character of a base64url part may carry unused bits; decoding ignores those.
    if (sameBytes(changed, envelope)) continue
    expect(() => open(TENANT, 'f', changed), `at ${index}`).toThrow(SealBrokenError)
  }
})

test.each(['', 'v1', 'v1...', 'v2.AAAA.AAAA.AAAA', 'plain text', 'v1.AAAA.AAAA.AAAA'])(
  'text that is no envelope (%j) is refused',
  (text) => {
    expect(() => open(TENANT, 'f', text)).toThrow(SealBrokenError)
  },
)

test('a shortened authentication tag is refused', () => {
  const [version, iv, ciphertext, tag = ''] = seal(TENANT, 'f', 'secret').split('.')
  // Four bytes in base64url; GCM itself would accept such a tag.
  expect(() => open(TENANT, 'f', [version, iv, ciphertext, tag.slice(0, 6)].join('.'))).toThrow(
    SealBrokenError,
  )
})

test('neither nonces nor envelopes repeat', () => {
  const nonces = Array.from({ length: 5000 }, () => seal(TENANT, 'f', 'same').split('.')[1])
  expect(new Set(nonces).size).toBe(5000)
})

test('the message of a refusal holds neither envelope nor secret', () => {
  const envelope = seal(TENANT, 'f', 'hunter2')
  expect(() => open(TENANT, 'g', envelope)).toThrow(
    expect.not.objectContaining({ message: expect.stringMatching(/hunter2|v1\./) }),
  )
})

test('another master key opens nothing, and sessions have a key of their own', () => {
  const envelope = seal(TENANT, 'f', 'secret')
  const before = sessionSecret()
  configure({ MILEPOST_SECRET: 'b'.repeat(32) })
  expect(() => open(TENANT, 'f', envelope)).toThrow(SealBrokenError)
  expect(sessionSecret()).not.toBe(before)
  expect(sessionSecret()).not.toContain('b'.repeat(8))
})

test('without MILEPOST_SECRET a random one is made once, readable by its owner only', () => {
  configure({ MILEPOST_SECRET: '', MILEPOST_DATA_DIR: path.join(folder, 'new') })
  const envelope = seal(TENANT, 'f', 'secret')
  const file = path.join(folder, 'new', 'secret')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  // 32 random bytes in base64.
  expect(Buffer.from(readFileSync(file, 'utf8'), 'base64')).toHaveLength(32)
  configure({})
  expect(open(TENANT, 'f', envelope)).toBe('secret')
})

function sameBytes(left: string, right: string): boolean {
  const bytes = (envelope: string) =>
    envelope.split('.').map((part) => Buffer.from(part, 'base64url').toString('hex'))
  return left.startsWith('v1.') && bytes(left).join() === bytes(right).join()
}
