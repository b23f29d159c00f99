// Chapter "Accounts": child.list.

import type { WorldAccount } from '../world/types'
import type { MethodHandler } from './handler'
import { getText } from './params'
import { getReachableAccount } from './rights'

/** `jimi.user.child.list`: direct children only. */
export const childList: MethodHandler = {
  open: false,
  answer(call) {
    const account = getReachableAccount(call, getText(call, 'target'), 'The account does not exist')
    return { result: call.room.tree.listChildren(account.login).map(accountRow) }
  },
}

function accountRow(account: WorldAccount) {
  return {
    account: account.login,
    name: account.name,
    type: account.type,
    displayFlag: 1,
    address: null,
    birth: '2017-04-22 00:00:00',
    companyName: '',
    email: '',
    phone: '',
    language: 'en',
    sex: 0,
    enabledFlag: 1,
    remark: null,
  }
}
