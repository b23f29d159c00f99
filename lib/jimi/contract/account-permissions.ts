// What the vendor lets an account do, six flags in one text.

import { z } from 'zod'
import { scalar } from '../wire/codecs'
import { textOf } from '../wire/raw'

/** In the order they have on the wire. */
const FLAGS = ['webLogin', 'appLogin', 'sendCommands', 'setWorkingMode', 'editOnWeb', 'editInApp'] as const

/** What an account may do with the vendor's own pages and apps, and through them with its devices. */
export type AccountPermissions = Record<(typeof FLAGS)[number], boolean>

const schema: z.ZodType<AccountPermissions, AccountPermissions> = z.record(z.enum(FLAGS), z.boolean())

/** Six digits, 1 for allowed and 0 for not, such as `111000`. */
export const accountPermissions = scalar(schema, {
  decode: (value) => {
    const digits = textOf(value)
    return digits !== undefined && /^[01]{6}$/.test(digits) ? permissionsOf(digits) : undefined
  },
  encode: (permissions) => FLAGS.map((flag) => (permissions[flag] ? '1' : '0')).join(''),
  form: `six digits, 1 for allowed, 0 for not: ${FLAGS.join(', ')}`,
})

function permissionsOf(digits: string): AccountPermissions {
  const [webLogin, appLogin, sendCommands, setWorkingMode, editOnWeb, editInApp] = [...digits].map(
    (digit) => digit === '1',
  )
  return {
    webLogin: webLogin === true,
    appLogin: appLogin === true,
    sendCommands: sendCommands === true,
    setWorkingMode: setWorkingMode === true,
    editOnWeb: editOnWeb === true,
    editInApp: editInApp === true,
  }
}
