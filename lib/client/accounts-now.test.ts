import { expect, test } from 'vitest'
import type { AccountNode, AccountPage } from '@/lib/domain/api/accounts'
import { isOtherTree, withNow } from './accounts-now'

const node = (id: string, over: Partial<AccountNode> = {}): AccountNode => ({
  ...{ id, login: id, name: id, kind: 'user', parentId: 'top', childCount: 0, obstacle: null },
  own: { devices: 1, online: 0, expiring: 0 },
  total: { devices: 1, online: 0, expiring: 0 },
  ...over,
})
const page: AccountPage = { accounts: [node('a'), node('b')], next: 'more' }
const mapOf = (...nodes: AccountNode[]) => new Map(nodes.map((one) => [one.id, one]))

test('newer counts stand in their places, and a page without any stays the same object', () => {
  const counted = node('b', { total: { devices: 5, online: 4, expiring: 0 } })
  expect(withNow(page, mapOf(counted))).toEqual({ accounts: [node('a'), counted], next: 'more' })
  expect(withNow(page, mapOf(node('elsewhere')))).toBe(page)
})

test('counts alone leave the tree as it is', () => {
  const counted = node('a', { total: { devices: 9, online: 9, expiring: 9 } })
  expect(isOtherTree(page, mapOf(counted), new Set(['a']))).toBe(false)
})

test.each([
  ['gone', []],
  ['called otherwise', [node('a', { name: 'A' })]],
  ['moved', [node('a', { parentId: 'b' })]],
  ['given an account below it', [node('a', { childCount: 1 })]],
])('a tree is another one when an account that was asked for is %s', (_, now) => {
  expect(isOtherTree(page, mapOf(...now), new Set(['a']))).toBe(true)
  expect(isOtherTree(page, mapOf(...now), new Set(['other']))).toBe(false)
})
