import * as argon2 from '@node-rs/argon2'
import { expect, test, vi } from 'vitest'
import { hashPassword, verifyPassword } from './passwords'

vi.mock('@node-rs/argon2', { spy: true })

/** The part of a PHC string that says how much work a comparison is: algorithm, version, memory, passes, lanes. */
const workOf = (digest: unknown) => String(digest).split('$').slice(1, 4).join('$')

test('a digest is argon2id with 19 MiB and two passes, salted, and fits its password only', async () => {
  const digest = await hashPassword('correct horse')
  // 19,456 KiB, 2 passes, 1 lane: OWASP's Password Storage Cheat Sheet.
  expect(digest).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await hashPassword('correct horse')).not.toBe(digest)
  expect(await verifyPassword(digest, 'correct horse')).toBe(true)
  expect(await verifyPassword(digest, 'Correct horse')).toBe(false)
})

test('nobody matches no password, and comparing with nobody is the same work as with somebody', async () => {
  const digest = await hashPassword('correct horse')
  vi.mocked(argon2.verify).mockClear()
  expect(await verifyPassword(null, 'correct horse')).toBe(false)
  expect(await verifyPassword(digest, 'correct horse')).toBe(true)
  const compared = vi.mocked(argon2.verify).mock.calls.map(([text]) => workOf(text))
  expect(compared).toEqual([workOf(digest), workOf(digest)])
})
