// Chapter "Accounts": child.list and the four methods that create, edit, move and delete accounts.

import type { TreeAccount } from '../account-tree'
import { badParameter, VendorRefusal } from '../refusal'
import { forgetAccount } from '../state/state'
import { type Answer, handler, proHandler, type TokenCall } from './handler'
import { findText, findTextOf, getText, getTextOf } from './params'
import { getReachableAccount } from './rights'

const DONE: Answer = { message: 'Vehicle information modification successful', result: null }
/** So that a client gone astray cannot fill the memory. */
const MAX_ACCOUNTS = 10_000

/** `jimi.user.child.list`: direct children only. */
export const childList = handler((call) => {
  const account = getReachableAccount(call, getText(call, 'target'), 'The account does not exist')
  return { result: call.room.tree.listChildren(account.login).map(accountRow) }
})

/** `jimi.user.child.create`: below `super_account`, or below the caller. */
export const childCreate = handler((call) => {
  const { tree } = call.room
  const login = readLogin(call, 'account_id')
  const passwordMd5 = getText(call, 'password')
  if (!/^[0-9a-f]{32}$/.test(passwordMd5)) throw badParameter('password', 'is not a lower-case MD5')
  const profile = readProfile(call)
  const parent = findParent(call) ?? call.caller
  const type = readType(call)
  if (tree.findAccount(login)) throw new VendorRefusal(213, 'The account already exists')
  if (tree.listChanges().accounts.length >= MAX_ACCOUNTS)
    throw new VendorRefusal(12001, 'Account creation failed')
  tree.putAccount({ login, password: '', passwordMd5, type, parent: parent.login, ...profile })
  return DONE
})

/** `jimi.user.child.update`: what is left out stays as it is. */
export const childUpdate = proHandler((call) => {
  const login = readLogin(call, 'edit_account')
  const profile = readProfile(call)
  const account = getBelow(call, login)
  call.room.tree.putAccount({ ...account, ...profile })
  return { message: 'Account update success!', result: null, data: null }
})

/** `jimi.user.child.del`: an account that still has devices or children is kept. */
export const childDelete = handler((call) => {
  const { tree, tokens, state } = call.room
  const login = readLogin(call, 'account_id')
  const parent = findParent(call)
  const account = getBelow(call, login)
  const isInUse = tree.listChildren(login).length > 0 || tree.listDevices(login).length > 0
  if (isInUse || (parent && account.parent !== parent.login)) throw noPermissions()
  tree.removeAccount(login)
  tokens.revokeAccount(login)
  forgetAccount(state, login, call.nowMs)
  return DONE
})

/** `jimi.user.child.move`: a parent cannot be hung below its own descendants. */
export const childMove = handler((call) => {
  const { tree } = call.room
  const login = getText(call, 'account')
  const target = getText(call, 'target_account')
  const account = getBelow(call, login)
  if (!tree.findAccount(target)) throw new VendorRefusal(217, 'The target user does not exist')
  if (!tree.canReach(call.caller.login, target) || tree.canReach(login, target)) throw noPermissions()
  tree.putAccount({ ...account, parent: target })
  return DONE
})

function readLogin(call: TokenCall, name: string): string {
  const login = getText(call, name)
  if (!/^[A-Za-z0-9_@.]{3,30}$/.test(login) && !call.room.tree.findAccount(login))
    throw badParameter(name, 'is not 3 to 30 letters, digits, _ @ .')
  return login
}

/** An account strictly below the caller; 214 when there is none of that name, 1002 when it is elsewhere. */
function getBelow(call: TokenCall, login: string): TreeAccount {
  const { tree } = call.room
  const account = tree.findAccount(login)
  if (!account) throw accountMissing()
  if (login === call.caller.login || !tree.canReach(call.caller.login, login)) throw noPermissions()
  return account
}

function findParent(call: TokenCall): TreeAccount | null {
  const login = findText(call, 'super_account')
  if (login === null) return null
  const parent = call.room.tree.findAccount(login)
  if (!parent) throw accountMissing()
  if (!call.room.tree.canReach(call.caller.login, login)) throw noPermissions()
  return parent
}

function readProfile(call: TokenCall) {
  const name = getText(call, 'nick_name')
  const email = getTextOf(call, call.room.switches.strictParams ? ['Email'] : ['Email', 'email'])
  const permissions = getText(call, 'permissions')
  if (!/^[01]{6}$/.test(permissions)) throw badParameter('permissions', 'is not six digits 0 or 1')
  const phone = findTextOf(call, ['telephone'])
  const contactPerson = findText(call, 'contact_person')
  const companyName = findText(call, 'company_name')
  return {
    name,
    email,
    permissions,
    ...(phone === null ? {} : { phone }),
    ...(contactPerson === null ? {} : { contactPerson }),
    ...(companyName === null ? {} : { companyName }),
  }
}

// Requests number the types otherwise than child.list does.
const CREATED_TYPES: ReadonlyMap<string, number> = new Map([
  ['1', 10],
  ['2', 9],
  ['3', 11],
])
const END_USER_TYPE = 9

function readType(call: TokenCall): number {
  const type = CREATED_TYPES.get(findText(call, 'account_type') ?? '')
  if (type === undefined) throw new VendorRefusal(215, 'The user type is empty or unknown')
  // An end user sells nothing: whom it may create are end users.
  if (call.caller.type === END_USER_TYPE && type !== END_USER_TYPE)
    throw new VendorRefusal(215, 'The user type is not allowed')
  return type
}

function accountMissing(): VendorRefusal {
  return new VendorRefusal(214, 'The account does not exist')
}

function noPermissions(): VendorRefusal {
  return new VendorRefusal(1002, 'no permissions')
}

function accountRow(account: TreeAccount) {
  return {
    account: account.login,
    name: account.name,
    type: account.type,
    displayFlag: 1,
    address: null,
    birth: '2017-04-22 00:00:00',
    companyName: account.companyName ?? '',
    email: account.email ?? '',
    phone: account.phone ?? '',
    language: 'en',
    sex: 0,
    enabledFlag: 1,
    remark: null,
  }
}
