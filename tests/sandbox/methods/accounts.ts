// The chapter "Accounts" of the vendor's method sheet as a table, written from the sheet alone.

import { BOTH, CHILD, CHILD_FORM, first, type MethodSpec, PRO } from './vocabulary'

export const accountMethods: MethodSpec[] = [
  {
    method: 'jimi.user.child.list',
    profiles: BOTH,
    params: { target: 'acme' },
    envelope: 'result',
    pick: (answer) => first(answer.result),
    members: CHILD,
    errors: { 1002: { target: 'other' }, 1004: 'stale token' },
  },
  {
    method: 'jimi.user.child.create',
    profiles: BOTH,
    params: CHILD_FORM,
    envelope: 'result',
    okMessage: 'Vehicle information modification successful',
    errors: {
      213: { account_id: 'acme_north' },
      214: { super_account: 'nobody' },
      215: { account_type: '7' },
      1001: { permissions: '111' },
      12001: 'fault',
    },
  },
  {
    method: 'jimi.user.child.del',
    profiles: BOTH,
    params: { account_id: 'acme_new' },
    prepare: async ({ call }) => {
      await call('jimi.user.child.create', CHILD_FORM)
      return {}
    },
    envelope: 'result',
    okMessage: 'Vehicle information modification successful',
    errors: { 214: { account_id: 'nobody' }, 1002: { account_id: 'acme_north' } },
  },
  {
    method: 'jimi.user.child.move',
    profiles: BOTH,
    params: { account: 'acme_yard', target_account: 'acme' },
    envelope: 'result',
    okMessage: 'Vehicle information modification successful',
    errors: {
      214: { account: 'nobody' },
      217: { target_account: 'nobody' },
      1002: { account: 'acme_north', target_account: 'acme_yard' },
    },
  },
  {
    method: 'jimi.user.child.update',
    profiles: PRO,
    params: {
      edit_account: 'acme_north',
      nick_name: 'North',
      Email: 'n@acme.example',
      permissions: '111111',
    },
    envelope: 'result data',
    okMessage: 'Account update success!',
    errors: { 214: { edit_account: 'nobody' }, 1001: { permissions: '2' } },
  },
]
