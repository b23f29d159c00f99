import { expect, test } from 'vitest'
import { hashPassword, verifyPassword } from './passwords'

test('a digest is argon2id with 19 MiB and two passes, salted, and fits its password only', async () => {
  const [first, second] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')])
  expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(first).not.toBe(second)
  expect(await verifyPassword(first, 'correct horse')).toBe(true)
  expect(await verifyPassword(first, 'correct Horse')).toBe(false)
})

test('nobody matches no password, and comparing with nobody costs as much as with somebody', async () => {
  const digest = await hashPassword('correct horse')
  const timeOf = async (of: string | null) => {
    const times: number[] = []
    for (let i = 0; i < 9; i++) {
      const startMs = performance.now()
      expect(await verifyPassword(of, 'wrong')).toBe(false)
      times.push(performance.now() - startMs)
    }
    return times.sort((a, b) => a - b)[4] ?? 0
  }
  const [somebody, nobody] = [await timeOf(digest), await timeOf(null)]
  // Without the work an answer takes microseconds; half leaves room for a busy machine.
  expect(nobody).toBeGreaterThan(somebody / 2)
  expect(somebody).toBeGreaterThan(nobody / 2)
})
