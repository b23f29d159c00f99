// Chapter "Device management", groups: create, rename, delete, list. Ids of others' groups are as unknown as none.

import { VendorRefusal } from '../refusal'
import type { Group } from '../state/groups'
import { type Answer, proHandler, type SandboxRoom, type TokenCall } from './handler'
import { getText, getTextOf } from './params'
import { getReachableAccount } from './rights'

/** So that a client gone astray cannot fill the memory. */
const MAX_GROUPS = 1000

/** `jimi.device.group.create`: a name is used once in an account. */
export const groupCreate = proHandler((call) => {
  const { groups } = call.room.state
  const login = getText(call, 'account')
  const name = getText(call, 'group_name')
  const { login: account } = getReachableAccount(call, login, 'The account does not exist')
  checkName(call, account, name)
  if (groups.listOf(account).length >= MAX_GROUPS) throw groupRefusal()
  return payload(call.room, groupRow(groups.create(account, name)))
})

/** `jimi.device.group.update`: a new name. */
export const groupUpdate = proHandler((call) => {
  const id = getText(call, 'group_id')
  const name = getText(call, 'group_name')
  const group = getGroup(call, id)
  if (group.name !== name) checkName(call, group.account, name)
  call.room.state.groups.rename(id, name)
  return {}
})

/** `jimi.device.group.delete`: its devices fall back to the default group, which itself stays. */
export const groupDelete = proHandler((call) => {
  const group = getGroup(call, getText(call, 'group_id'))
  if (group.isDefault) throw groupRefusal()
  call.room.state.groups.remove(group.id)
  return {}
})

/** `jimi.device.group.list`: the default group first. */
export const groupList = proHandler((call) => {
  const login = getTextOf(call, call.room.switches.strictParams ? ['account'] : ['account', 'target'])
  const { login: account } = getReachableAccount(call, login, 'The account does not exist')
  return payload(call.room, call.room.state.groups.listOf(account).map(groupRow))
})

function getGroup(call: TokenCall, id: string): Group {
  const group = call.room.state.groups.find(id)
  if (!group || !call.room.tree.canReach(call.caller.login, group.account)) throw groupRefusal()
  return group
}

function checkName(call: TokenCall, account: string, name: string): void {
  if (call.room.state.groups.listOf(account).some((group) => group.name === name))
    throw new VendorRefusal(1003, 'repeated operation: that group name exists')
}

function groupRow({ id, name }: Group) {
  return { group_id: id, group_name: name }
}

function payload({ switches }: SandboxRoom, value: unknown): Answer {
  return switches.groupPayload === 'data' ? { result: null, data: value } : { result: value }
}

function groupRefusal(): VendorRefusal {
  return new VendorRefusal(1100, 'The system is busy ')
}
