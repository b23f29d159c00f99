// Vendor chapter "device management", third part: the groups an account sorts its devices into.

import { text } from '../wire/codecs'
import { many, nothing, one } from './answer'
import { defineMethod } from './define-method'
import {
  groupCreateAnswers,
  groupDeleteAnswers,
  groupListAnswers,
  groupUpdateAnswers,
} from './device-groups-samples'
import { optional, required } from './fields'
import { params, row } from './record'

const groupRow = row({
  id: required('group_id', text),
  name: optional('group_name', text),
})

export const groupCreate = defineMethod({
  name: 'jimi.device.group.create',
  access: 'write',
  summary: 'Makes a device group in an account, and gives its id.',
  docs: 'Whether two groups may have one name is not documented.',
  errors: [1001, 1002, 1003, 1004, 1100],
  profiles: ['pro'],
  input: params({ accountLogin: required('account', text), name: required('group_name', text) }),
  output: one(groupRow),
  accounts: (input) => [input.accountLogin],
  example: { params: { account: 'jimitest', group_name: 'device group 1' }, answers: groupCreateAnswers },
})

export const groupUpdate = defineMethod({
  name: 'jimi.device.group.update',
  access: 'write',
  summary: 'Renames a device group.',
  docs: 'Names the group by its id alone: make sure whose it is.',
  errors: [1001, 1004, 1100],
  profiles: ['pro'],
  input: params({ groupId: required('group_id', text), name: required('group_name', text) }),
  output: nothing({ place: 'none' }),
  objects: (input) => [{ kind: 'group', id: input.groupId }],
  example: {
    params: { group_id: '534d23f1b28c44319f4f8ba0cda5b7e6', group_name: 'device group 2' },
    answers: groupUpdateAnswers,
  },
})

export const groupDelete = defineMethod({
  name: 'jimi.device.group.delete',
  access: 'write',
  summary: 'Deletes a device group.',
  docs: 'What happens to its devices is not documented. Names the group by its id alone: make sure whose it is.',
  errors: [1001, 1004, 1100],
  profiles: ['pro'],
  input: params({ groupId: required('group_id', text) }),
  output: nothing({ place: 'none' }),
  objects: (input) => [{ kind: 'group', id: input.groupId }],
  example: { params: { group_id: '534d23f1b28c44319f4f8ba0cda5b7e6' }, answers: groupDeleteAnswers },
})

export const groupList = defineMethod({
  name: 'jimi.device.group.list',
  access: 'read',
  summary: 'Lists the device groups of one account, its default group among them.',
  docs: 'No paging.',
  errors: [1001, 1002, 1004, 1100],
  profiles: ['pro'],
  input: params({ accountLogin: required('account', text, { also: ['target'] }) }),
  output: many(groupRow),
  accounts: (input) => [input.accountLogin],
  example: { params: { account: 'jimitest' }, answers: groupListAnswers },
})
