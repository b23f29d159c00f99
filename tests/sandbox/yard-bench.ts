// A sandbox over the yard for each test of a file, with somebody signed in, and what such tests keep asking it.

import { afterEach, beforeEach } from 'vitest'
import { DRIVING } from './fixture-world'
import { type Bench, type Envelope, openBench, type Params, rows } from './raw-client'
import { yardWorld } from './yard-world'

/** Two hours that are over, as reports ask for them, and all rows of them. */
export const REPORT_HOURS = { start_time: '2026-03-18 08:00:00', end_time: '2026-03-18 09:59:59' }
export const ROWS = { start_row: '0', page_size: '100' }

/** The sandbox of the running test. */
export let bench: Bench
let token: string

/** To be called once at the top of a file. */
export function prepareYard(): void {
  beforeEach(async () => {
    bench = await openBench({ world: yardWorld })
    await signIn()
  })
  afterEach(() => bench.sandbox.close())
}

/** Whoever signs in makes the calls from then on. */
export async function signIn(account?: string): Promise<void> {
  token = await bench.login(account)
}

export function call(method: string, params: Params = {}): Promise<Envelope> {
  return bench.call(method, { access_token: token, ...params })
}

export async function devicesOf(target: string): Promise<Map<unknown, Record<string, unknown>>> {
  const list = rows(await call('jimi.user.device.list', { target }))
  return new Map(list.map((row) => [row.imei, row]))
}

/** A template's id, its text, and what fills it in. */
export function send(imei: string, [inst_id, inst_template, ...params]: string[], is_cover = 'false') {
  const order = { inst_id, inst_template, params, is_cover }
  return call('jimi.open.instruction.send', { imei, inst_param_json: JSON.stringify(order) })
}

export async function location(imei = DRIVING): Promise<Record<string, unknown>> {
  return rows(await call('jimi.device.location.get', { imeis: imei }))[0] ?? {}
}

/** The text commands of a device, newest first. */
export async function history(imei = DRIVING): Promise<Record<string, unknown>[]> {
  return rows(await call('jimi.open.instruction.result', { imei }))
}
