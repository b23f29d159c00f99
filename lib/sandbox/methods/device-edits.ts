// Chapter "Device management", the writes on devices: expiry, vehicle data, moves, bindings.

import type { TreeDevice } from '../account-tree'
import { parseVendorTime } from '../clock'
import { badParameter, VendorRefusal } from '../refusal'
import { type Answer, handler, proHandler, type TokenCall } from './handler'
import { findText, getImeis, getText } from './params'
import { findReachableDevice, getReachableAccount, getReachableDevice } from './rights'

const MAX_IMEIS = 50

/** `jimi.user.device.expiration.update`: a verdict per IMEI; 1002 only when none of them is the caller's. */
export const expirationUpdate = handler((call) => {
  const imeis = getImeis(call, ['imei_list'], MAX_IMEIS)
  const expiresAtMs = readExpiry(call)
  const reachable = imeis.filter((imei) => imei !== call.refusedImei && findReachableDevice(call, imei))
  if (reachable.length === 0) throw new VendorRefusal(1002, 'Illegal device')
  for (const imei of reachable) call.room.tree.changeDevice(imei, { expiresAtMs })
  return { result: imeis.map((imei) => verdict(imei, reachable.includes(imei))) }
})

// The form of the date is not documented; the day alone means its end.
function readExpiry(call: TokenCall): number {
  const text = getText(call, 'new_expiration')
  const ms = parseVendorTime(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text} 23:59:59` : text)
  if (ms === null) throw badParameter('new_expiration', 'is not yyyy-MM-dd HH:mm:ss')
  return ms
}

function verdict(imei: string, isDone: boolean) {
  const update_msg = isDone ? 'update success' : 'update failed, reason:Illegal device'
  return { imei, update_result: isDone ? '0' : '1', update_msg }
}

/** `jimi.open.device.update`: known members that are sent are applied, others ignored. */
export const deviceUpdate = handler((call) => {
  const { room } = call
  const imei = getText(call, 'imei')
  const changes = { ...readVehicle(call), ...(room.profile === 'pro' ? readProExtras(call) : {}) }
  const device = getReachableDevice(call, imei, 'imei doesn’t exists')
  const groupId = room.profile === 'pro' ? readGroup(call, device) : null
  const odometer = room.profile === 'pro' ? readOdometer(call, device) : {}
  room.tree.changeDevice(imei, { ...changes, ...odometer })
  if (groupId !== null) room.state.groups.assign(imei, groupId)
  return { message: 'Vehicle information modification successful', result: null }
})

const ICONS =
  `automobile bus per mtc truck taxi plane schoolBus excavator ship tricycle policeMtc tractor policeCar
  cow other`.split(/\s+/)

function readVehicle(call: TokenCall): Partial<TreeDevice> {
  const icon = findText(call, 'vehicle_icon')
  if (icon !== null && !ICONS.includes(icon)) throw badParameter('vehicle_icon', 'is not an icon key')
  const status = findText(call, 'device_status')
  if (status !== null && !['0', '1'].includes(status)) throw badParameter('device_status', 'is not 0 or 1')
  return withoutNulls({
    deviceName: findText(call, 'device_name'),
    vehicleName: findText(call, 'vehicle_name'),
    plate: findText(call, 'vehicle_number'),
    brand: findText(call, 'vehicle_models'),
    driverName: findText(call, 'driver_name'),
    driverPhone: findText(call, 'driver_phone'),
    icon,
    enabled: status === null ? null : status === '1',
  })
}

function readProExtras(call: TokenCall): Partial<TreeDevice> {
  return withoutNulls({
    sim: findText(call, 'sim'),
    remark: findText(call, 'remarks'),
    fuelPer100Km: findText(call, 'oilWear'),
  })
}

function withoutNulls<T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], null> } {
  const filled = Object.entries(members).filter(([, value]) => value !== null)
  return Object.fromEntries(filled) as { [K in keyof T]?: Exclude<T[K], null> }
}

function readGroup(call: TokenCall, device: TreeDevice): string | null {
  const id = findText(call, 'deviceGroupId')
  if (id !== null && call.room.state.groups.find(id)?.account !== device.account)
    throw badParameter('deviceGroupId', 'is no group of the account')
  return id
}

// Sent in metres, read back in kilometres; the odometer counts on from there.
function readOdometer(call: TokenCall, device: TreeDevice): Partial<TreeDevice> {
  const text = findText(call, 'mileage')
  if (text === null) return {}
  if (!/^\d{1,12}(\.\d+)?$/.test(text)) throw badParameter('mileage', 'is not a number of metres')
  const { world, clock } = call.room
  const shownKm = world.stateAt(device.imei, clock.toWorldMs(call.nowMs)).odometerKm
  return { odometerOffsetKm: (device.odometerOffsetKm ?? 0) + Number(text) / 1000 - shownKm }
}

/** `jimi.open.device.move`: all or nothing; rejected IMEIs are named in `result`. */
export const deviceMove = proHandler((call) => {
  const { room } = call
  const source = getText(call, 'src_account')
  const target = getText(call, 'dest_account')
  const imeis = getImeis(call, ['imeis'], Number.POSITIVE_INFINITY)
  if (imeis.length > MAX_IMEIS) throw new VendorRefusal(220, 'Too many IMEIs')
  if (!room.tree.findAccount(target)) throw new VendorRefusal(217, 'The target user does not exist')
  getReachableAccount(call, source, 'no permissions')
  if (target === call.caller.login || !room.tree.canReach(call.caller.login, target))
    throw new VendorRefusal(218, 'Devices can only be transferred to a sub-account')
  rejectIllegal(call, { source, target, imeis })
  const unbinds = ['1', 'true'].includes(findText(call, 'cleanBindFlag') ?? '0')
  for (const imei of imeis) {
    room.tree.changeDevice(imei, { account: target })
    room.state.groups.unassign(imei)
    if (unbinds) room.state.bindings.delete(imei)
  }
  const result = room.switches.moveResult === 'moved' ? imeis : null
  return { message: ' Transfer/Sell Equipment Successfully ', result, data: null }
})

type Move = { source: string; target: string; imeis: readonly string[] }

function rejectIllegal({ room }: TokenCall, { source, target, imeis }: Move): void {
  const isIn = (account: string) => (imei: string) => room.tree.findDevice(imei)?.account === account
  const present = imeis.filter(isIn(target))
  if (present.length > 0) throw new VendorRefusal(1112, ' device already exists ', present)
  const elsewhere = imeis.filter((imei) => !isIn(source)(imei))
  if (elsewhere.length > 0) throw new VendorRefusal(219, 'The IMEI list is illegal', elsewhere)
}

const BOUND: Answer = {}

/** `jimi.open.device.bind`: one app user per device. */
export const deviceBind = proHandler((call) => {
  const { imei, userId } = readBinding(call)
  if (call.room.state.bindings.has(imei)) throw new VendorRefusal(10, 'The device is already bound')
  call.room.state.bindings.set(imei, userId)
  return BOUND
})

/** `jimi.open.device.unbind`. */
export const deviceUnbind = proHandler((call) => {
  const { imei, userId } = readBinding(call)
  if (call.room.state.bindings.get(imei) !== userId)
    throw new VendorRefusal(10, 'The device is not bound to that user')
  call.room.state.bindings.delete(imei)
  return BOUND
})

function readBinding(call: TokenCall): { imei: string; userId: string } {
  const imei = getText(call, 'imei')
  const userId = getText(call, 'user_id')
  getReachableDevice(call, imei)
  getReachableAccount(call, userId, 'The account does not exist')
  return { imei, userId }
}
