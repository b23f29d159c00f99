// What an account of the vendor's tree is: its kinds, its permissions, and the words for what the vendor refuses. It knows
// no storage and no calls.

/** What kind of account a login is. `other` for one the vendor's documents do not explain. */
export const ACCOUNT_KINDS = ['distributor', 'user', 'sales', 'appUser', 'other'] as const
export type AccountKind = (typeof ACCOUNT_KINDS)[number]

/** The kinds that can be made. */
export const NEW_ACCOUNT_KINDS = ['distributor', 'user', 'sales'] as const
export type NewAccountKind = (typeof NEW_ACCOUNT_KINDS)[number]

/** What an account may do with the vendor's own pages and apps, in the vendor's order. */
export const ACCOUNT_PERMISSIONS = [
  'webLogin',
  'appLogin',
  'sendCommands',
  'setWorkingMode',
  'editOnWeb',
  'editInApp',
] as const
export type AccountPermission = (typeof ACCOUNT_PERMISSIONS)[number]
export type AccountPermissions = Record<AccountPermission, boolean>

/** A login as the vendor takes it: 3 to 30 letters, digits, `_`, `@` or `.`. */
export const ACCOUNT_LOGIN = /^[A-Za-z0-9_@.]{3,30}$/

/** Why no device can be moved to an account: Milepost signs in with it, or its connection cannot move devices at all. */
export const ACCOUNT_OBSTACLES = ['own_account', 'not_supported'] as const
export type AccountObstacle = (typeof ACCOUNT_OBSTACLES)[number]

/** Characters of a search for accounts. */
export const MAX_ACCOUNT_SEARCH = 60
/** So many accounts are asked for anew at once: as many as fit into one address. */
export const MAX_ACCOUNTS_ASKED = 100

/** A device whose term ends within so many days counts as expiring. */
export const EXPIRING_DAYS = 30

/** What a refusal of the vendor's means here, and the field of a form that it is about. */
export type AccountProblem = { word: string; field: AccountField | null }
export type AccountField = 'login' | 'kind' | 'parent' | 'target'

const PROBLEMS: Readonly<Record<number, AccountProblem>> = {
  213: { word: 'login_taken', field: 'login' },
  214: { word: 'account_unknown', field: null },
  215: { word: 'kind_refused', field: 'kind' },
  217: { word: 'target_unknown', field: 'target' },
  218: { word: 'only_below', field: 'target' },
  219: { word: 'imeis_unreadable', field: null },
  220: { word: 'imeis_too_many', field: null },
  1002: { word: 'not_reachable', field: null },
  12001: { word: 'not_made', field: null },
  41005: { word: 'address_not_allowed', field: null },
}

/** What the vendor means by a code about accounts; null for one that is not about them. */
export function accountProblemOf(code: number): AccountProblem | null {
  return PROBLEMS[code] ?? null
}

/** The permissions that six digits 0 or 1 stand for; null for any other text. */
export function permissionsOfDigits(digits: string | null): AccountPermissions | null {
  if (digits === null || !/^[01]{6}$/.test(digits)) return null
  return permissionsWhere((_, index) => digits[index] === '1')
}

/** The six digits of permissions. */
export function digitsOfPermissions(permissions: AccountPermissions): string {
  return ACCOUNT_PERMISSIONS.map((permission) => (permissions[permission] ? '1' : '0')).join('')
}

/** All six, each as `isAllowed` says. */
export function permissionsWhere(
  isAllowed: (permission: AccountPermission, index: number) => boolean,
): AccountPermissions {
  const [webLogin, appLogin, sendCommands, setWorkingMode, editOnWeb, editInApp] =
    ACCOUNT_PERMISSIONS.map(isAllowed)
  return {
    webLogin: webLogin === true,
    appLogin: appLogin === true,
    sendCommands: sendCommands === true,
    setWorkingMode: setWorkingMode === true,
    editOnWeb: editOnWeb === true,
    editInApp: editInApp === true,
  }
}
