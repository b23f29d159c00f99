// Orders whose outcome no call ever tells, only a push: raw frames, uploads by FTP, lists of recordings asked through the hub.

/** One order a device has taken, vendor's ms. `recordings` of `fromMs..toMs` on `channel`; 0 means all channels. */
export type DeviceOrder = { readonly imei: string; readonly atMs: number } & (
  | { readonly kind: 'raw'; readonly frame: string }
  | { readonly kind: 'ftp'; readonly instructionId: string }
  | {
      readonly kind: 'recordings'
      readonly instructionId: string
      readonly channel: number
      readonly fromMs: number
      readonly toMs: number
    }
)

export type OrderBook = {
  add(order: DeviceOrder): void
  /** The newest thousand, oldest first. */
  list(): readonly DeviceOrder[]
  reset(): void
}

const KEPT = 1000

/** Nothing was ordered. */
export function createOrderBook(): OrderBook {
  const orders: DeviceOrder[] = []
  return {
    add(order) {
      orders.push(order)
      if (orders.length > KEPT) orders.shift()
    },
    list: () => orders,
    reset() {
      orders.length = 0
    },
  }
}
