// Chapter "Tracking", the present: location.list and location.get. Rows are in location-rows.ts.

import type { TreeDevice } from '../account-tree'
import { LongList } from '../long-list'
import { VendorRefusal } from '../refusal'
import type { MethodHandler, TokenCall } from './handler'
import { createRowWriter } from './location-rows'
import { getImeis, getText } from './params'
import { findReachableDevice, getReachableAccount } from './rights'

const MAX_IMEIS = 100

/** `jimi.user.device.location.list`: the latest of every device of the account itself. */
export const locationList: MethodHandler = {
  open: false,
  answer(call) {
    const { profile, tree, switches } = call.room
    const account = getReachableAccount(call, getText(call, 'target'), 'The account does not exist')
    const devices = tree.listDevices(account.login)
    const shown = devices.slice(0, Math.max(0, devices.length - switches.locationListOmits))
    const result = rowsOf(call, shown, { hasDistance: profile === 'pro' })
    return switches.nullData ? { result, data: null } : { result }
  },
}

/** `jimi.device.location.get`: the latest of up to 100 IMEIs, anywhere in the caller's subtree. */
export const locationGet: MethodHandler = {
  open: false,
  answer(call) {
    const devices: TreeDevice[] = []
    for (const imei of getImeis(call, imeiSpellings(call), MAX_IMEIS)) {
      const device = findReachableDevice(call, imei)
      if (device) devices.push(device)
      else if (!call.room.switches.skipForeignImeis) throw new VendorRefusal(1002, 'Illegal device')
    }
    return { result: rowsOf(call, devices, { hasDistance: true }) }
  },
}

function rowsOf(
  call: TokenCall,
  devices: readonly TreeDevice[],
  columns: { hasDistance: boolean },
): LongList {
  const write = createRowWriter(call, columns)
  return new LongList(devices.length, (index, out) => {
    const device = devices[index]
    if (device) write(device, out)
  })
}

function imeiSpellings(call: TokenCall): [string, ...string[]] {
  const { profile, switches } = call.room
  const own = profile === 'ts' ? 'imei' : 'imeis'
  if (switches.strictParams) return [own]
  return profile === 'ts' ? ['imei', 'imeis'] : ['imeis', 'imei']
}
