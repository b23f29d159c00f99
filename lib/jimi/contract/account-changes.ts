// Vendor chapter "accounts", second part: making, editing, moving and removing accounts below a login.

import { z } from 'zod'
import { choice, md5Hex, scalar, text } from '../wire/codecs'
import { textOf } from '../wire/raw'
import {
  childCreateAnswers,
  childDeleteAnswers,
  childMoveAnswers,
  childUpdateAnswers,
} from './account-changes-samples'
import { accountPermissions } from './account-permissions'
import { nothing } from './answer'
import { defineMethod } from './define-method'
import { optional, required } from './fields'
import { params } from './record'

/** A login to be: 3 to 30 letters, digits, `_`, `@` or `.`. */
const login = scalar(z.string().regex(/^[\w@.]{3,30}$/, 'not a login'), {
  decode: textOf,
  encode: (value) => value,
  form: '3 to 30 letters, digits, `_`, `@`, `.`',
})

/** The number a new account's type has here, which is not the number it has in lists of accounts. */
const newAccountType = choice({ distributor: 1, user: 2, sales: 3 })

const person = {
  name: required('nick_name', text),
  phone: optional('telephone', text),
  email: required('Email', text, { also: ['email'], note: 'Sent with a capital E.' }),
  contactPerson: optional('contact_person', text),
  companyName: optional('company_name', text),
  permissions: required('permissions', accountPermissions),
}
const parentLogin = optional('super_account', text, {
  note: 'The account above. Left out: the account the token was issued to.',
})

export const childCreate = defineMethod({
  name: 'jimi.user.child.create',
  access: 'write',
  summary: 'Makes an account below another.',
  docs:
    'The types are numbered differently here than in lists of accounts. Name the account above: ownership is checked ' +
    'against it.',
  errors: [213, 214, 215, 1001, 1002, 1004, 12001, 41005],
  input: params({
    parentLogin,
    login: required('account_id', login),
    type: required('account_type', newAccountType),
    passwordMd5: required('password', md5Hex),
    ...person,
  }),
  output: nothing({ place: 'result' }),
  accounts: ({ parentLogin }) => (parentLogin === undefined ? [] : [parentLogin]),
  example: {
    params: {
      super_account: 'jimitest',
      account_id: 'sub_01',
      nick_name: 'Sub 1',
      account_type: '2',
      password: '8fe4c11451281c094a6578e6ddbf5eed',
      Email: 'a@b.example',
      permissions: '111000',
    },
    answers: childCreateAnswers,
  },
})

export const childDelete = defineMethod({
  name: 'jimi.user.child.del',
  access: 'write',
  summary: 'Removes an account.',
  docs: 'What happens to its devices and to accounts below it is not documented: move them away before.',
  errors: [214, 1001, 1002, 1004, 41005],
  input: params({ parentLogin, accountLogin: required('account_id', text) }),
  output: nothing({ place: 'result' }),
  accounts: ({ accountLogin, parentLogin }) =>
    parentLogin === undefined ? [accountLogin] : [accountLogin, parentLogin],
  example: { params: { super_account: 'jimitest', account_id: 'sub_01' }, answers: childDeleteAnswers },
})

export const childMove = defineMethod({
  name: 'jimi.user.child.move',
  access: 'write',
  summary: 'Hangs an account, with all below it, under another parent.',
  docs: 'An account cannot go below itself.',
  errors: [214, 217, 1001, 1002, 1004, 41005],
  input: params({
    accountLogin: required('account', text),
    targetLogin: required('target_account', text, { note: 'The new account above.' }),
  }),
  output: nothing({ place: 'result' }),
  accounts: (input) => [input.accountLogin, input.targetLogin],
  example: { params: { account: 'sub_01', target_account: 'jimitest' }, answers: childMoveAnswers },
})

export const childUpdate = defineMethod({
  name: 'jimi.user.child.update',
  access: 'write',
  summary: 'Edits name, contact and permissions of an account.',
  docs: 'Name, mail and permissions are sent each time, changed or not. What is left out is not known to be kept.',
  errors: [214, 1001, 1002, 1004, 41005],
  profiles: ['pro'],
  input: params({ accountLogin: required('edit_account', text), ...person }),
  output: nothing({ place: 'result+null' }),
  accounts: (input) => [input.accountLogin],
  example: {
    params: { edit_account: 'sub_01', nick_name: 'Sub one', Email: 'a@b.example', permissions: '111000' },
    answers: childUpdateAnswers,
  },
})
