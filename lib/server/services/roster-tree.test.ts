import { describe, expect, test } from 'vitest'
import type { MethodInput, MethodName, MethodOutput } from '@/lib/jimi/contract'
import { JimiApiError, JimiContractError, JimiTransportError } from '@/lib/jimi/errors'
import { log } from '../log'
import { readRoster, withKnownBranches } from './roster-tree'

// The refusals of these tests are on purpose.
log.level = 'silent'

type Tree = Readonly<Record<string, readonly string[]>>

/** A vendor with this tree and one device named after each account, refusing what `fail` says. */
function vendorOf(tree: Tree, fail: (method: string, login: string) => Error | null = () => null) {
  const asked: string[] = []
  const call = async <N extends MethodName>(method: N, input: MethodInput<N>): Promise<MethodOutput<N>> => {
    const { accountLogin } = input as { accountLogin: string }
    asked.push(`${method.split('.')[2]} ${accountLogin}`)
    const error = fail(method, accountLogin)
    if (error !== null) throw error
    const rows =
      method === 'jimi.user.child.list'
        ? (tree[accountLogin] ?? []).map((login) => ({ login, name: login.toUpperCase(), type: 9 }))
        : [{ imei: imeiOf(accountLogin), deviceName: `Device of ${accountLogin}`, model: 'JC400' }]
    return rows as MethodOutput<N>
  }
  return { call, asked }
}

const imeiOf = (login: string) => `86${Buffer.from(login).toString('hex').padStart(13, '0')}`.slice(0, 15)
const ROOT = { login: 'a', name: 'Root' }
const refusal = (method: string) => new JimiApiError({ code: 1002, method, vendorMessage: 'no permissions' })

describe('reading', () => {
  test('goes through the whole tree, parents before children', async () => {
    const { call } = vendorOf({ a: ['b', 'c'], b: ['d'] })
    const { accounts, devices, unread } = await readRoster(call, ROOT)
    expect(accounts.map(({ login, parentLogin }) => [login, parentLogin])).toEqual([
      ['a', null],
      ['b', 'a'],
      ['c', 'a'],
      ['d', 'b'],
    ])
    expect(devices.map(({ accountLogin, kind }) => [accountLogin, kind])).toEqual([
      ['a', 'dashcam'],
      ['b', 'dashcam'],
      ['c', 'dashcam'],
      ['d', 'dashcam'],
    ])
    expect(unread).toEqual([])
  })

  test('ends although accounts repeat and go in circles, asking each once', async () => {
    const { call, asked } = vendorOf({ a: ['b', 'b', 'a'], b: ['a', 'c'], c: ['b'] })
    const { accounts } = await readRoster(call, ROOT)
    expect(accounts.map(({ login }) => login)).toEqual(['a', 'b', 'c'])
    expect(asked).toHaveLength(6)
  })

  test('stops at a depth no real tree has, and says what it left out', async () => {
    const deep = Object.fromEntries(
      Array.from({ length: 40 }, (_, level) => [`l${level}`, [`l${level + 1}`]]),
    )
    const { call } = vendorOf(deep)
    const { accounts, unread } = await readRoster(call, { login: 'l0', name: 'Root' })
    // Twelve levels are read; the thirteenth is known by name only.
    expect(accounts).toHaveLength(13)
    expect(unread).toEqual(['l12'])
  })

  test('reads 20,000 accounts, and says whose others it left out', async () => {
    const many = Array.from({ length: 20_001 }, (_, index) => `m${index}`)
    const { call } = vendorOf({ a: ['b', 'c'], b: ['d'], c: many })
    const { accounts, unread } = await readRoster(call, ROOT)
    expect(accounts).toHaveLength(20_000)
    expect(unread).toEqual(['c'])
  })

  test.each([
    ['refused', refusal],
    [
      'garbled',
      (method: string) => new JimiContractError({ kind: 'payload', method, message: 'not a list' }),
    ],
  ])('a %s account costs its branch only', async (_, failure) => {
    const fail = (method: string, login: string) => (login === 'b' ? failure(method) : null)
    const { call } = vendorOf({ a: ['b', 'c'], b: ['d'] }, fail)
    const { accounts, devices, unread } = await readRoster(call, ROOT)
    expect(accounts.map(({ login }) => login)).toEqual(['a', 'b', 'c'])
    expect(devices.map(({ accountLogin }) => accountLogin)).toEqual(['a', 'c'])
    expect(unread).toEqual(['b'])
  })

  test('a refused root, or a connection that fails anywhere, is no roster at all', async () => {
    const refused = vendorOf({}, (method) => refusal(method))
    await expect(readRoster(refused.call, ROOT)).rejects.toBeInstanceOf(JimiApiError)
    const broken = vendorOf({ a: ['b'] }, (method, login) =>
      login === 'b' ? new JimiTransportError({ kind: 'unreachable', method, message: 'gone' }) : null,
    )
    await expect(readRoster(broken.call, ROOT)).rejects.toBeInstanceOf(JimiTransportError)
    // Refused credentials are no word about one account, although they come as an answer to its question.
    const withdrawn = vendorOf({ a: ['b'] }, (method, login) =>
      login === 'b' ? new JimiApiError({ code: 1001, method, vendorMessage: 'invalid AppKey' }) : null,
    )
    await expect(readRoster(withdrawn.call, ROOT)).rejects.toBeInstanceOf(JimiApiError)
  })

  test('tells kinds by the rules of the contract', async () => {
    const { call } = vendorOf({})
    const withModel: typeof call = async (method, input) => {
      const rows = await call(method, input)
      return (
        method === 'jimi.user.device.list'
          ? (rows as object[]).map((row) => ({ ...row, model: 'JM-LL01', icon: 'mtc' }))
          : rows
      ) as typeof rows
    }
    expect((await readRoster(withModel, ROOT)).devices[0]?.kind).toBe('asset')
  })
})

test('an unread branch keeps what is known of it, and what was read wins', async () => {
  const { call } = vendorOf({ a: ['b', 'c'] }, (method, login) => (login === 'b' ? refusal(method) : null))
  const reading = await readRoster(call, ROOT)
  const [first] = reading.devices
  if (!first) throw new Error('no device')
  const roster = withKnownBranches(reading, [
    {
      accounts: [
        { login: 'd', name: 'D', type: 9, parentLogin: 'b' },
        { login: 'c', name: 'Old name of C', type: 9, parentLogin: 'b' },
      ],
      devices: [
        { ...first, imei: '860000000000099', accountLogin: 'd' },
        { ...first, accountLogin: 'd' },
      ],
    },
  ])
  expect(roster.accounts.map(({ login, name }) => `${login} ${name}`)).toEqual([
    'a Root',
    'b B',
    'c C',
    'd D',
  ])
  expect(roster.devices.map(({ accountLogin }) => accountLogin)).toEqual(['a', 'c', 'd'])
})
