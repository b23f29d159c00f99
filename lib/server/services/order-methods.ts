// The vendor's methods that give orders to vehicles. They can cut an engine, lock a scooter or carry any text, so they leave
// through commands-door.ts and through nothing else; jimi.ts refuses them everywhere else.

import type { MethodName } from '@/lib/jimi/contract'

export const ORDER_METHODS = [
  'jimi.open.instruction.send',
  'jimi.open.instruction.raw.send',
  'jimi.scooter.instruction.send',
] as const satisfies readonly MethodName[]
export type OrderMethod = (typeof ORDER_METHODS)[number]

/** The door of an order as commands know it, see lib/domain/command.ts. */
export const DOOR_OF = {
  'jimi.open.instruction.send': 'template',
  'jimi.open.instruction.raw.send': 'raw',
  'jimi.scooter.instruction.send': 'scooter',
} as const satisfies Record<OrderMethod, string>

/** Whether a method gives orders to a vehicle. */
export function isOrderMethod(name: MethodName): name is OrderMethod {
  return ORDER_METHODS.some((method) => method === name)
}
