// The content of extension data: numbered values in a text that only looks like JSON, and what the known numbers stand for.

import { numberOf } from '../wire/raw'
import type { ExtensionPush } from './module-items'

export type ExtensionReading = Pick<
  ExtensionPush,
  | 'voltageV'
  | 'externalVoltageV'
  | 'batteryPercent'
  | 'charging'
  | 'dailyTrafficKb'
  | 'iccid'
  | 'network'
  | 'hdop'
  | 'serial'
>

type Pair = { id: number; value: string }

const DEVICE_STATUS = 8197
const SERIAL_PORT = 8199
const MAX_PAIRS = 256
const NETWORKS = ['none', 'wifi', 'gsm', 'wcdma', 'lte'] as const
/** A number with or without quotes, a colon, and a text or a number. */
const PAIR = /"?(-?\d{1,10})"?\s*:\s*("[^"]*"|-?\d+(?:\.\d+)?)/g

/** The numbered values of a text, in its order. What is no pair is passed over. */
export function pairsOf(content: string): Pair[] {
  const pairs: Pair[] = []
  for (const [, id = '', value = ''] of content.matchAll(PAIR)) {
    if (pairs.length === MAX_PAIRS) break
    pairs.push({ id: Number(id) + 0, value: value.startsWith('"') ? value.slice(1, -1) : value })
  }
  return pairs
}

/** What the values of a known kind of extension mean. A value out of its range is not given a meaning. */
export function readingOf(extensionId: number, pairs: readonly Pair[]): ExtensionReading {
  if (extensionId === SERIAL_PORT) return { serial: pairs.flatMap(serialOf) }
  if (extensionId !== DEVICE_STATUS) return {}
  const text = new Map(pairs.map(({ id, value }) => [id, value]))
  const within = (id: number, max: number) => {
    const value = numberOf(text.get(id))
    return value !== undefined && value >= 0 && value <= max ? value : undefined
  }
  const charging = within(4, 1)
  const hdopTenths = within(7, 10_000)
  return defined({
    voltageV: within(1, 1000),
    dailyTrafficKb: within(2, 1e12),
    batteryPercent: within(3, 100),
    charging: charging === undefined ? undefined : charging === 1,
    iccid: /^[\da-f]{10,24}$/i.exec(text.get(5) ?? '')?.[0],
    network: NETWORKS[within(6, 4) ?? -1],
    hdop: hdopTenths === undefined ? undefined : hdopTenths / 10,
    externalVoltageV: within(8193, 1000),
  })
}

function serialOf({ id, value }: Pair): { port: number; hex: string }[] {
  const isBase64 = /^[A-Za-z\d+/]*={0,2}$/.test(value)
  return isBase64 ? [{ port: id, hex: Buffer.from(value, 'base64').toString('hex') }] : []
}

function defined<T extends object>(reading: T): T {
  return Object.fromEntries(Object.entries(reading).filter(([, value]) => value !== undefined)) as T
}
