// What each row of a file comes to, for the devices as they are now: what would change, or why nothing does; and the work that
// does it. Reads only: our own rows, and the vendor's lists of groups where groups are to change.

import { z } from 'zod'
import type { DeviceChange, DeviceEdit, DeviceWish } from '@/lib/domain/api/device-jobs'
import { iconInRoster, parseIcon } from '@/lib/domain/device-icons'
import {
  type ImportColumns,
  type ImportField,
  type ImportProblem,
  type ImportProblemWord,
  type ImportRow,
  parseDay,
} from '@/lib/domain/device-import'
import { getMethod, type MethodInput } from '@/lib/jimi/contract'
import { toProfile } from '@/lib/jimi/wire/profile'
import type { Viewer } from '../access'
import type { NewDeviceItem } from '../data/device-jobs'
import {
  findWorkAccountsBy,
  findWorkDevicesByImei,
  type WorkAccount,
  type WorkDevice,
} from '../data/device-jobs-devices'
import { endOfDay, expiryItem } from './device-expiry'
import type { TableRow } from './device-import-file'
import { groupsOf, type VendorGroups } from './device-import-groups'
import { type AskedRow, askedRows, isAsStored, TEXT_FIELDS, TEXTS } from './device-import-rows'
import { iconWords } from './device-import-words'
import { itemOf, moveItem, obstacleTo } from './device-transfer'

export type ImportPlan = { rows: ImportRow[]; items: NewDeviceItem[] }

const UPDATE = 'jimi.open.device.update'
const OBSTACLES = {
  own_account: 'own_account',
  other_connection: 'other_connection',
  not_supported: 'unsupported',
} as const

/** A row with the device it is about, and where it will be when its edit is done. */
type Matched = { asked: AskedRow; device: WorkDevice; target: WorkAccount | null; problems: ImportProblem[] }
type Parts = { items: NewDeviceItem[]; changes: DeviceChange[] }

/** Plans a file. @throws ImportFileError when it needs the groups of too many accounts; as `callJimi` */
export async function planImport(
  viewer: Viewer,
  table: { rows: readonly TableRow[]; columns: ImportColumns },
  nowMs: number,
): Promise<ImportPlan> {
  const asked = askedRows(table.rows, table.columns, nowMs)
  const known = asked.filter(isOfOneDevice)
  const devices = await findWorkDevicesByImei(
    viewer,
    known.map(({ imei }) => imei),
  )
  const byImei = new Map(devices.map((device) => [device.imei, device]))
  const accounts = await findWorkAccountsBy(
    viewer,
    known.flatMap(({ values }) => values.account ?? []),
  )
  const matched = new Map(
    asked.flatMap((row) => {
      const device = isOfOneDevice(row) ? byImei.get(row.imei) : undefined
      return device === undefined ? [] : [[row, matchRow(row, device, accounts)] as const]
    }),
  )
  const groups = await groupsOf(viewer, [...matched.values()].filter(changesGroup).map(placeOf))
  return assemble(asked, { matched, groups })
}

/** Whether nothing is wrong with its IMEI. */
function isOfOneDevice({ problems }: AskedRow): boolean {
  return problems.every(({ field }) => field !== 'imei')
}

function assemble(
  asked: readonly AskedRow[],
  { matched, groups }: { matched: ReadonlyMap<AskedRow, Matched>; groups: VendorGroups },
): ImportPlan {
  const items: NewDeviceItem[] = []
  const rows = asked.map((row): ImportRow => {
    const match = matched.get(row)
    const about = { line: row.line, imei: row.imei.slice(0, 40), deviceName: match?.device.name ?? null }
    const problems = match === undefined ? strangerProblems(row) : match.problems
    const parts = match === undefined || problems.length > 0 ? null : partsOf(match, groups)
    const late = parts === null || 'items' in parts ? problems : [parts]
    const [first] = late
    if (first !== undefined) return { ...about, fate: first.word, changes: [], problems: late }
    if (parts === null || !('items' in parts) || parts.items.length === 0)
      return { ...about, fate: 'unchanged', changes: [], problems: [] }
    items.push(...parts.items)
    return { ...about, fate: 'change', changes: parts.changes, problems: [] }
  })
  return { rows, items: items.toSorted((a, b) => TURNS[a.wish.step] - TURNS[b.wish.step]) }
}

/** A group is one of the account a device comes to, so moves are first. */
const TURNS: Record<DeviceWish['step'], number> = { move: 0, expiry: 1, edit: 2, bind: 3, unbind: 4 }

function strangerProblems({ problems, imei }: AskedRow): ImportProblem[] {
  return problems.length > 0 ? problems : [{ word: 'unknown', field: 'imei', value: imei }]
}

function matchRow(asked: AskedRow, device: WorkDevice, accounts: readonly WorkAccount[]): Matched {
  const { account: word } = asked.values
  // What stands there already may be there, even a day that is over.
  const problems = asked.problems.filter(({ field }) => !isAsStored(field, asked.values[field] ?? '', device))
  const none = { asked, device, target: null, problems }
  if (word === undefined || problems.length > 0 || isAsStored('account', word, device)) return none
  const wrong = (problem: ImportProblemWord): Matched => ({
    ...none,
    problems: [{ word: problem, field: 'account', value: word }],
  })
  const target = accountOf(word, device, accounts)
  if (target === null) return wrong('account')
  const obstacle = obstacleTo([device], target)
  return obstacle === null ? { ...none, target } : wrong(OBSTACLES[obstacle])
}

/** By login, those of the device's own connection first; else by a name that only one has. */
function accountOf(word: string, { connectionId }: WorkDevice, accounts: readonly WorkAccount[]) {
  const named = (key: 'login' | 'name') => {
    const all = accounts.filter((account) => account[key] === word)
    const own = all.filter((account) => account.connectionId === connectionId)
    return own.length > 0 ? own : all
  }
  const [byLogin] = named('login')
  const byName = named('name')
  return byLogin ?? (byName.length === 1 ? (byName[0] ?? null) : null)
}

function changesGroup({ asked, device, target, problems }: Matched): boolean {
  const { group } = asked.values
  if (problems.length > 0 || group === undefined || device.connection.profile !== 'pro') return false
  return target !== null || !isAsStored('group', group, device)
}

function placeOf({ device, target }: Matched): { id: string; login: string } {
  return target ?? { id: device.accountId, login: device.account.login }
}

/** What is to be done with one device; or what stands against it after all. */
function partsOf(match: Matched, groups: VendorGroups): Parts | ImportProblem {
  const { asked, device, target } = match
  const edit = editOf(match, groups)
  if ('word' in edit) return edit
  const day = asked.values.expiry === undefined ? null : parseDay(asked.values.expiry)
  const isNewDay = day !== null && !isAsStored('expiry', day, device)
  const items = [
    ...(target === null ? [] : [moveItem(device, target, false)]),
    ...(isNewDay ? [expiryItem(device, endOfDay(day))] : []),
    ...(edit.changes.length === 0 ? [] : [editItem(device, edit)]),
  ]
  return { items, changes: items.flatMap(({ changes }) => changes) }
}

type Edit = {
  set: DeviceEdit
  group: { name: string; accountId: string } | undefined
  changes: DeviceChange[]
}

function editOf(match: Matched, groups: VendorGroups): Edit | ImportProblem {
  const { asked, device } = match
  const edit: Edit = { set: {}, group: undefined, changes: [] }
  for (const field of TEXT_FIELDS) {
    const to = asked.values[field]
    const from = device[TEXTS[field].stored]
    if (to === undefined || isAsStored(field, to, device)) continue
    const problem = contractProblem(device, field, { [TEXTS[field].set]: to })
    if (problem !== null) return problem
    edit.set[TEXTS[field].set] = to
    edit.changes.push({ field, from: from === '' ? null : from, to })
  }
  const icon = asked.values.icon === undefined ? null : parseIcon(asked.values.icon, iconWords())
  if (icon !== null && iconInRoster(icon) !== device.icon && icon !== device.icon) {
    edit.set.icon = icon
    edit.changes.push({ field: 'icon', from: device.icon, to: icon })
  }
  return withGroup(edit, match, groups)
}

function withGroup(edit: Edit, match: Matched, groups: VendorGroups): Edit | ImportProblem {
  const { group: word } = match.asked.values
  const { device } = match
  const wrong = (problem: 'group' | 'unsupported'): ImportProblem => ({
    word: problem,
    field: 'group',
    value: word ?? '',
  })
  if (word === undefined || (match.target === null && isAsStored('group', word, device))) return edit
  if (!changesGroup(match)) return wrong('unsupported')
  const place = placeOf(match)
  const found = groups.get(place.id)?.get(word.toLowerCase())
  if (found === undefined) return wrong('group')
  edit.set.groupId = found.id
  edit.group = { name: found.name, accountId: place.id }
  edit.changes.push({ field: 'group', from: device.groupName, to: found.name })
  return edit
}

function editItem(device: WorkDevice, { set, group, changes }: Edit): NewDeviceItem {
  return {
    ...itemOf(device),
    batchKey: `edit ${device.id}`,
    wish: { step: 'edit', set, ...(group === undefined ? {} : { group }) },
    changes,
  }
}

/** What the vendor's own rules refuse, or its older service does not know. */
function contractProblem(
  { imei, connection }: WorkDevice,
  field: ImportField,
  set: DeviceEdit,
): ImportProblem | null {
  const profile = toProfile(connection.profile)
  const input: MethodInput<typeof UPDATE> = { imei, ...set }
  const wire = z.safeEncode(getMethod(UPDATE).input[profile], input)
  const value = Object.values(set).join('')
  if (!wire.success) return { word: 'signs', field, value }
  // What the profile does not know is left out, so nothing but the IMEI remains.
  return Object.keys(wire.data).length > 1 ? null : { word: 'unsupported', field, value }
}
