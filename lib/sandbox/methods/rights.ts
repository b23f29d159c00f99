// Rights: an account reaches itself and its subtree. What lies outside is answered like what does not exist.

import type { TreeAccount, TreeDevice } from '../account-tree'
import { VendorRefusal } from '../refusal'
import type { TokenCall } from './handler'

/** The account, if the caller reaches it; else 1002 with the text the method's document prints. */
export function getReachableAccount(call: TokenCall, login: string, refusal: string): TreeAccount {
  const account = call.room.tree.findAccount(login)
  if (!account || !call.room.tree.canReach(call.caller.login, login)) throw new VendorRefusal(1002, refusal)
  return account
}

/** The device, if the caller reaches its account; else null. */
export function findReachableDevice(call: TokenCall, imei: string): TreeDevice | null {
  const device = call.room.tree.findDevice(imei)
  return device && call.room.tree.canReach(call.caller.login, device.account) ? device : null
}

/** The device, if the caller reaches its account; else 1002. */
export function getReachableDevice(call: TokenCall, imei: string, refusal = 'Illegal device'): TreeDevice {
  const device = findReachableDevice(call, imei)
  if (!device) throw new VendorRefusal(1002, refusal)
  return device
}

/** The third of the six permissions of an account, "send command"; 1002 when it is taken away. */
export function checkMayCommand({ caller }: TokenCall): void {
  if (caller.permissions?.[2] === '0') throw new VendorRefusal(1002, 'no permissions')
}
