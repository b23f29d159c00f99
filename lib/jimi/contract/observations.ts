// What a device hears around it, cells and Wi-Fi stations, in the texts the vendor takes them in.

import { z } from 'zod'
import { scalar } from '../wire/codecs'
import { textOf } from '../wire/raw'

const rssiDbm = z.int().min(-200).max(200)
const cellSchema = z.object({
  mcc: z.int().min(0).max(999),
  mnc: z.int().min(0).max(999),
  lac: z.int().min(0).max(0xffffff),
  cellId: z.int().min(0).max(0xfffffffff),
  rssiDbm,
})
const stationSchema = z.object({ mac: z.string().regex(/^[0-9a-f]{12}$/), rssiDbm })

/** A cell of a mobile network: country, network, area, cell, and how loud it is. */
export type HeardCell = z.infer<typeof cellSchema>
/** A Wi-Fi station: its address as 12 lower-case hex digits, and how loud it is. */
export type HeardStation = z.infer<typeof stationSchema>

const MAX_CELLS = 7
/** The documents name no limit; this is far above what a device sends. */
const MAX_STATIONS = 64

/** `mcc,mnc,lac,cell,rssi` a cell. The mark between cells is not documented: `|` is sent, and read with or without it. */
export const heardCells = scalar<HeardCell[]>(z.array(cellSchema).min(1).max(MAX_CELLS), {
  decode: (value) => {
    const numbers = textOf(value)?.split(/[,|;]/).map(numberOf)
    return numbers && numbers.length % 5 === 0 ? cellsOf(numbers) : undefined
  },
  encode: (cells) =>
    cells.map((cell) => [cell.mcc, cell.mnc, cell.lac, cell.cellId, cell.rssiDbm].join(',')).join('|'),
  form: '`mcc,mnc,lac,cell,rssi` for each cell, `|` between cells, at most 7',
})

/** `mac,rssi` a station, `|` between stations. Addresses are sent without colons, and read with them too. */
export const heardStations = scalar<HeardStation[]>(z.array(stationSchema).min(1).max(MAX_STATIONS), {
  decode: (value) =>
    textOf(value)
      ?.split('|')
      .slice(0, MAX_STATIONS + 1)
      .map(stationOf),
  encode: (stations) => stations.map(({ mac, rssiDbm }) => `${mac},${rssiDbm}`).join('|'),
  form: '`mac,rssi` for each station, MAC without colons, `|` between stations',
})

function cellsOf(numbers: readonly number[]): HeardCell[] {
  const cells: HeardCell[] = []
  for (let at = 0; at < numbers.length && cells.length <= MAX_CELLS; at += 5) {
    const [mcc = 0, mnc = 0, lac = 0, cellId = 0, rssiDbm = 0] = numbers.slice(at, at + 5)
    cells.push({ mcc, mnc, lac, cellId, rssiDbm })
  }
  return cells
}

function stationOf(text: string): HeardStation {
  const [mac = '', rssi = ''] = text.split(',')
  return { mac: mac.replaceAll(/[:-]/g, '').trim().toLowerCase(), rssiDbm: numberOf(rssi) }
}

/** What is not a whole number becomes NaN, which no schema above lets pass. */
function numberOf(text: string): number {
  return /^-?\d{1,15}$/.test(text.trim()) ? Number(text) + 0 : Number.NaN
}
