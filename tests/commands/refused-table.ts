// What must never leave, as one table: every door through which a cut can go, against every condition that stops one. Each
// cell says what is answered; that no call reached the vendor is counted for every cell in refused-doors.ts.

import type { CommandOrder } from '@/lib/domain/command'
import type { Profile } from '@/lib/jimi/wire/profile'
import { CUT, hexOf } from './command-world'

const DISGUISES = ['spaces', 'case', 'full width', 'nested placeholders'] as const
export type Disguise = (typeof DISGUISES)[number]

/** A cut by one door, plain and in each disguise. */
export type Door = {
  profile: Profile
  vehicle: 'tracker' | 'scooter'
  order: CommandOrder
  hidden: Record<Disguise, CommandOrder>
}

/**
 * The numbers and texts are the vendor's own: 163 `RELAY,{0}#` and 99 `{0}` of the node pro, 113 `RELAY,1#` and 96 `{0}` of
 * the legacy node, whose scooters obey `LOCK#`. An order names a template by its text; its number comes from the device's list.
 */
export const DOORS = {
  'template 163': {
    profile: 'pro',
    vehicle: 'tracker',
    order: CUT,
    hidden: {
      spaces: template('RELAY,{0}#', ' 1 '),
      case: template('relay,{0}#', '1'),
      'full width': template('RELAY,{0}#', '１'),
      'nested placeholders': template('RELAY,{0}#', '{0}'),
    },
  },
  'free text': { profile: 'pro', vehicle: 'tracker', ...written((text) => template('{0}', text)) },
  'raw bytes': {
    profile: 'pro',
    vehicle: 'tracker',
    ...written((text) => ({ door: 'raw', hex: hexOf(text) })),
  },
  'hub 128': {
    profile: 'pro',
    vehicle: 'tracker',
    ...written((text) => ({ door: 'hub', proNo: 128, content: text })),
  },
  'template 113': {
    profile: 'ts',
    vehicle: 'tracker',
    order: template('RELAY,1#'),
    hidden: {
      spaces: template('RELAY, 1 #'),
      case: template('relay,1#'),
      'full width': template('ＲＥＬＡＹ，１＃'),
      'nested placeholders': template('RELAY,1#', '{0}'),
    },
  },
  'legacy free text': { profile: 'ts', vehicle: 'tracker', ...written((text) => template('{0}', text)) },
  'scooter LOCK': {
    profile: 'ts',
    vehicle: 'scooter',
    order: { door: 'scooter', text: 'LOCK#' },
    hidden: {
      spaces: { door: 'scooter', text: ' L O C K #' },
      case: { door: 'scooter', text: 'lOcK#' },
      'full width': { door: 'scooter', text: 'ＬＯＣＫ＃' },
      'nested placeholders': { door: 'scooter', text: 'LOCK{0}#' },
    },
  },
} satisfies Record<string, Door>
export type DoorName = keyof typeof DOORS

/** Bulk is a way to each of these doors, on either node. */
export const BULK = { 'in bulk': 'pro', 'legacy in bulk': 'ts' } as const satisfies Record<string, Profile>
export type BulkName = keyof typeof BULK

export const VEHICLE_CASES = [
  'moving',
  'moving on the fix before',
  'just above walking speed',
  'stale fix',
  'cell fix',
  'Wi-Fi fix',
  'one fix only',
  'offline',
  'future time',
  'NaN speed',
  'unknown speed',
] as const
export const PEOPLE_CASES = [
  'wrong plate',
  'no plate',
  'no reason',
  'not confirmed',
  'old re-authentication',
  'no re-authentication',
  're-authentication of another session',
  'no right to cut',
  'a viewer',
  'a disabled person',
] as const
export const APPROVAL_CASES = [
  'nobody approved',
  'approver is requester',
  'approver without the right',
  'approver with an old re-authentication',
  'speed changed between approval and sending',
] as const
export const CASES = [
  ...VEHICLE_CASES,
  ...PEOPLE_CASES,
  ...APPROVAL_CASES,
  ...DISGUISES.map((disguise) => `hidden by ${disguise}` as const),
] as const
export type CaseName = (typeof CASES)[number]

/** What stops these is read from the database, in one way or another; the others are judged the same on whichever. */
export const CASES_OF_FACTS: readonly CaseName[] = [
  'moving',
  'one fix only',
  'NaN speed',
  'old re-authentication',
  'no right to cut',
  'approver is requester',
  'speed changed between approval and sending',
]

type Row = Record<DoorName | BulkName, readonly string[]>

/** Bulk has no row for a cut at all, so there is neither plate nor approval in it: it refuses whatever else holds. */
const NO_CUT = ['no_cut_in_bulk']

/** The same answer by every single door, but where another is named. */
function row(said: readonly string[], others: Partial<Row> = {}): Row {
  return {
    'template 163': said,
    'free text': said,
    'raw bytes': said,
    'hub 128': said,
    'template 113': said,
    'legacy free text': said,
    'scooter LOCK': said,
    'in bulk': NO_CUT,
    'legacy in bulk': NO_CUT,
    ...others,
  }
}

/** Nobody who may send nothing gets as far as the question of a cut. */
const NOBODY = row(['may_not_send'], { 'in bulk': ['may_not_send'], 'legacy in bulk': ['may_not_send'] })

/** What is answered, all of it: a reason more than expected would hide that the expected one is not needed. */
export const TABLE: Record<CaseName, Row> = {
  moving: row(['moving']),
  'moving on the fix before': row(['moving']),
  'just above walking speed': row(['moving']),
  'stale fix': row(['fix_stale']),
  'cell fix': row(['fix_not_gps']),
  'Wi-Fi fix': row(['fix_not_gps']),
  'one fix only': row(['one_fix_only']),
  offline: row(['offline']),
  'future time': row(['fix_in_future']),
  'NaN speed': row(['speed_unknown']),
  'unknown speed': row(['speed_unknown']),
  'wrong plate': row(['wrong_plate']),
  'no plate': row(['wrong_plate']),
  'no reason': row(['no_reason']),
  'not confirmed': row(['unconfirmed']),
  'old re-authentication': row(['not_reauthenticated']),
  'no re-authentication': row(['not_reauthenticated']),
  're-authentication of another session': row(['not_reauthenticated']),
  'no right to cut': row(['no_permission']),
  'a viewer': NOBODY,
  'a disabled person': NOBODY,
  'nobody approved': row(['already_sent']),
  'approver is requester': row(['own_approval']),
  'approver without the right': row(['may_not_approve']),
  'approver with an old re-authentication': row(['not_reauthenticated']),
  'speed changed between approval and sending': row(['moving']),
  'hidden by spaces': row(['moving'], { 'template 113': ['unknown_template'] }),
  // A template goes by the text of the device's own list, to the letter.
  'hidden by case': row(['moving'], {
    'template 163': ['unknown_template'],
    'template 113': ['unknown_template'],
  }),
  'hidden by full width': row(['moving'], { 'template 113': ['unknown_template'] }),
  // Where braces are filled in they can be read in more than one way; bytes and the hub's text are taken as they are.
  'hidden by nested placeholders': row(['ambiguous'], {
    'raw bytes': ['moving'],
    'hub 128': ['moving'],
    'template 113': ['unused_params'],
    'in bulk': ['ambiguous', 'no_cut_in_bulk'],
    'legacy in bulk': ['ambiguous', 'unused_params'],
  }),
}

function template(text: string, ...params: string[]): CommandOrder {
  return { door: 'template', template: text, params }
}

/** A door that takes any text. */
function written(order: (text: string) => CommandOrder): Pick<Door, 'order' | 'hidden'> {
  return {
    order: order('RELAY,1#'),
    hidden: {
      spaces: order('R E L A Y , 1 #'),
      case: order('rElAy,1#'),
      'full width': order('ＲＥＬＡＹ，１＃'),
      'nested placeholders': order('RELAY,{0}#'),
    },
  }
}
