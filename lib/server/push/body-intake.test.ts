import { expect, test } from 'vitest'
import { BodyBudget, takeBody } from './body-intake'

async function* piecesOf(...sizes: number[]) {
  for (const size of sizes) yield new Uint8Array(size).fill(size)
}

test('a body in pieces comes out whole, and gives back its room when released', async () => {
  const budget = new BodyBudget(100)
  const intake = await takeBody(piecesOf(2, 3), { budget, maxBytes: 5 })
  if ('refused' in intake) throw new Error(intake.refused)
  expect([...intake.bytes]).toEqual([2, 2, 3, 3, 3])
  expect(budget.heldBytes).toBe(5)
  intake.release()
  expect(budget.heldBytes).toBe(0)
})

test('no body is an empty one', async () => {
  const intake = await takeBody(null, { budget: new BodyBudget(1), maxBytes: 1 })
  expect(intake).toMatchObject({ bytes: new Uint8Array(0) })
})

test('the cap is held by counting, at the first piece too many, and nothing stays held', async () => {
  const budget = new BodyBudget(1000)
  let given = 0
  async function* endless() {
    for (;;) {
      given += 1
      yield new Uint8Array(10)
    }
  }
  expect(await takeBody(endless(), { budget, maxBytes: 35 })).toEqual({ refused: 'too_large' })
  expect(given).toBe(4)
  expect(await takeBody(new Uint8Array(36), { budget, maxBytes: 35 })).toEqual({ refused: 'too_large' })
  expect(budget.heldBytes).toBe(0)
})

test('all bodies together hold no more than the budget; who finds no room is told so, and the next one finds it', async () => {
  const budget = new BodyBudget(10)
  const first = await takeBody(piecesOf(8), { budget, maxBytes: 10 })
  expect(await takeBody(piecesOf(1, 2), { budget, maxBytes: 10 })).toEqual({ refused: 'busy' })
  expect(budget.heldBytes).toBe(8)
  if ('bytes' in first) first.release()
  expect(await takeBody(new Uint8Array(10), { budget, maxBytes: 10 })).toHaveProperty('bytes')
})

test('a sender who leaves half way costs nothing', async () => {
  const budget = new BodyBudget(10)
  async function* broken() {
    yield new Uint8Array(5)
    throw new Error('aborted')
  }
  expect(await takeBody(broken(), { budget, maxBytes: 10 })).toEqual({ refused: 'broken' })
  expect(budget.heldBytes).toBe(0)
})
