import { expect, test } from 'vitest'
import { accountPath } from '../account-path'
import { buildAccountTree, type RosterAccount } from './account-tree'

const account = (login: string, parentLogin: string | null): RosterAccount => ({
  login,
  name: login,
  type: 8,
  parentLogin,
})
const pathsOf = (accounts: RosterAccount[]) =>
  Object.fromEntries(buildAccountTree(accounts, new Map()).map((node) => [node.login, node.path]))

test('a path is the chain of logins from the root, each percent-encoded', () => {
  expect(pathsOf([account('c', 'b'), account('b', 'a'), account('a', null)])).toEqual({
    a: '/a/',
    b: '/a/b/',
    c: '/a/b/c/',
  })
  expect(accountPath(['a/b', 'c d%', '深圳'])).toBe('/a%2Fb/c%20d%25/%E6%B7%B1%E5%9C%B3/')
})

test('half of a surrogate pair in a login is no error', () => {
  expect(accountPath(['a\ud83d'])).toBe('/a%EF%BF%BD/')
})

test('children know the id of their parent, and known accounts keep theirs', () => {
  const nodes = buildAccountTree([account('a', null), account('b', 'a')], new Map([['a', 'known']]))
  expect(nodes[0]).toMatchObject({ id: 'known', parentId: null })
  expect(nodes[1]).toMatchObject({ parentId: 'known' })
  expect(nodes[1]?.id).not.toBe('known')
})

test('an account whose parent is not listed is a root', () => {
  expect(pathsOf([account('b', 'gone'), account('c', 'b')])).toEqual({ b: '/b/', c: '/b/c/' })
})

test('accounts that are their own ancestors end, as roots', () => {
  expect(pathsOf([account('a', 'b'), account('b', 'a'), account('s', 's')])).toEqual({
    a: '/a/',
    b: '/b/',
    s: '/s/',
  })
})

test('a login that comes twice counts once, as it came first', () => {
  expect(pathsOf([account('a', null), account('b', 'a'), account('b', null)])).toEqual({
    a: '/a/',
    b: '/a/b/',
  })
})
