// Chapter "Device management": device.list and device.detail.

import type { DeviceKind } from '@/lib/domain/vehicle'
import type { TreeDevice } from '../account-tree'
import { formatVendorTime } from '../clock'
import type { MethodHandler, SandboxRoom, TokenCall } from './handler'
import { getText, getTextOf } from './params'
import { getReachableAccount, getReachableDevice } from './rights'

// The apostrophe is the vendor's.
const NO_ACCOUNT = 'Account queried doesn’t exist'

/** `jimi.user.device.list`: devices that belong directly to the account. */
export const deviceList: MethodHandler = {
  open: false,
  answer(call) {
    const { tree, profile } = call.room
    const account = getReachableAccount(call, getText(call, 'target'), NO_ACCOUNT)
    const devices = tree.listDevices(account.login)
    if (profile === 'ts') return { result: devices.map(deviceRow) }
    return {
      result: devices.map((device) => Object.assign(deviceRow(device), groupFields(call.room, device))),
    }
  },
}

/** `jimi.track.device.detail`: everything about one IMEI. */
export const deviceDetail: MethodHandler = {
  open: false,
  answer(call) {
    const { profile, switches } = call.room
    const imei = profile === 'ts' ? tsImei(call, switches.strictParams) : getText(call, 'imei')
    const device = getReachableDevice(call, imei, NO_ACCOUNT)
    const detail = { ...deviceRow(device), ...detailFields(device, switches.vinKey) }
    return { result: profile === 'ts' ? detail : { ...detail, ...proFields(call, device) } }
  },
}

function tsImei(call: TokenCall, strict: boolean): string {
  return strict ? getText(call, 'IMEI') : getTextOf(call, ['IMEI', 'imei'])
}

function deviceRow(device: TreeDevice) {
  return {
    imei: device.imei,
    deviceName: device.deviceName,
    mcType: device.model,
    mcTypeUseScope: USE_SCOPES[device.kind],
    sim: device.sim,
    expiration: formatVendorTime(device.expiresAtMs),
    activationTime: formatVendorTime(device.activatedAtMs),
    reMark: device.remark,
    vehicleName: device.vehicleName,
    vehicleIcon: device.icon,
    vehicleNumber: device.plate,
    vehicleModels: device.brand ?? null,
    carFrame: device.vin,
    driverName: device.driverName,
    driverPhone: device.driverPhone,
    enabledFlag: device.enabled ? 1 : 0,
    engineNumber: null,
  }
}

const USE_SCOPES: Record<DeviceKind, string> = {
  tracker: 'automobile',
  dashcam: 'automobile',
  obd: 'automobile',
  scooter: 'electromobile',
  asset: 'others',
}

// The samples of device lists spell the default group small, those of group lists with a capital.
function groupFields({ state }: SandboxRoom, device: TreeDevice) {
  const { id, name } = state.groups.groupOf(device)
  return { deviceGroupId: id, deviceGroup: name === 'Default group' ? 'default group' : name }
}

function detailFields(device: TreeDevice, vinKey: 'VIN' | 'vin') {
  return {
    user_expiration: `${device.account},${formatVendorTime(device.expiresAtMs).slice(0, 10)}`,
    iccid: device.iccid,
    imsi: `46000${device.imei.slice(-10)}`,
    importTime: formatVendorTime(device.activatedAtMs),
    licensePlatNo: device.plate,
    [vinKey]: device.vin,
    vehicleBrand: device.brand ?? null,
    fuel_100km: device.fuelPer100Km ?? null,
    status: device.enabled ? '1' : '0',
  }
}

function proFields(call: TokenCall, device: TreeDevice) {
  const { room } = call
  const state = room.world.stateAt(device.imei, room.clock.toWorldMs(call.nowMs))
  return {
    account: device.account,
    customerName: room.tree.findAccount(device.account)?.name ?? device.account,
    currentMileage: String(state.odometerKm),
    ...groupFields(room, device),
  }
}
