// Vendor chapter "accounts": the tree of accounts below a login. Changing it is account-changes.ts.

import { choice, flag, number, text, utcTime } from '../wire/codecs'
import { childListAnswers } from './accounts-samples'
import { many } from './answer'
import { defineMethod } from './define-method'
import { optional, required } from './fields'
import { params, row } from './record'

/** What kind of account a login is, by the vendor's number. */
export const ACCOUNT_TYPES = {
  appUser: 3,
  distributor: 8,
  user: 9,
  ordinaryDistributor: 10,
  sales: 11,
} as const

const childAccount = row({
  login: required('account', text),
  name: optional('name', text),
  /** One of ACCOUNT_TYPES, or a number the documents don't explain. */
  type: optional('type', number({ min: 0, max: 1000, int: true })),
  displayed: optional('displayFlag', flag),
  address: optional('address', text),
  birthAt: optional('birth', utcTime),
  companyName: optional('companyName', text, { absent: '' }),
  email: optional('email', text, { absent: '' }),
  phone: optional('phone', text, { absent: '' }),
  language: optional('language', text),
  sex: optional('sex', choice({ male: 0, female: 1 })),
  enabled: optional('enabledFlag', flag),
  remark: optional('remark', text),
})

export const childList = defineMethod({
  name: 'jimi.user.child.list',
  access: 'read',
  summary: 'Lists the accounts directly below an account.',
  docs: 'To see the whole tree, ask for every child in turn and remember whom you asked: accounts may repeat.',
  errors: [1002, 1004],
  input: params({ accountLogin: required('target', text) }),
  output: many(childAccount),
  accounts: (input) => [input.accountLogin],
  example: { params: { target: 'jimitest' }, answers: childListAnswers },
})
