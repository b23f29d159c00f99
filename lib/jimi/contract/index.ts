// The registry: every vendor method we speak, by its name. Adding one here obliges the sandbox to answer it.

import { tokenGet, tokenRefresh } from './access'
import { childList } from './accounts'
import type { Method } from './define-method'
import { deviceDetail, deviceList } from './devices'
import { locationGet, locationList } from './positions'
import { alarmList } from './reports'
import { trackList, trackMileage } from './tracks'

/** All methods, each under its vendor name. */
export const methods = byName([
  tokenGet,
  tokenRefresh,
  childList,
  deviceList,
  deviceDetail,
  locationList,
  locationGet,
  trackList,
  trackMileage,
  alarmList,
])

type Registry = typeof methods
export type MethodName = keyof Registry
/** What a caller passes, and a sandbox handler receives, in domain terms. */
export type MethodInput<N extends MethodName> =
  Registry[N] extends Method<N, infer Input, unknown> ? Input : never
/** What a caller receives, and a sandbox handler answers, in domain terms. */
export type MethodOutput<N extends MethodName> = Parameters<Registry[N]['output']['write']>[0]

type Methods = { [N in MethodName]: Method<N, MethodInput<N>, MethodOutput<N>> }

/** The declaration of a method, with input and output tied to its name. */
export function getMethod<N extends MethodName>(name: N): Methods[N] {
  const typed: Methods = methods
  return typed[name]
}

/** Whether a text, such as one that came over the network, names a method we know. */
export function isMethodName(name: string): name is MethodName {
  return Object.hasOwn(methods, name)
}

function byName<const L extends readonly { name: string }[]>(list: L): { [M in L[number] as M['name']]: M } {
  const named = Object.fromEntries(list.map((method) => [method.name, method]))
  // Object.fromEntries forgets which name belongs to which method; the type above says it again.
  return named as { [M in L[number] as M['name']]: M }
}
