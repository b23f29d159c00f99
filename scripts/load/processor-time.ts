// What a measurement costs in processor time: a figure that other work on the machine changes far less than rows a second.

import { readFileSync } from 'node:fs'
import { sql } from '@/lib/server/db'
import { type Store, withStore } from './world'

/** Processor time of all who took part, ms. What nobody keeps count of is 0. */
export type Spent = { serverMs: number; databaseMs: number; senderMs: number }

/** The same for one item, microseconds. */
export type Cost = { serverUs: number; databaseUs: number; senderUs: number }

export type Meter = {
  /** Forgets what was spent until now. */
  restart(): void
  /** Spent since the start. */
  read(): Promise<Omit<Spent, 'senderMs'>>
}

/** Measures a process and the sessions of its database. */
export function startMeter(store: Store, pid: number): Meter {
  const read = async () => ({ server: processorMs([pid]), database: await databaseMs(store) })
  let start = read()
  return {
    restart: () => {
      start = read()
    },
    read: async () => {
      const [from, to] = [await start, await read()]
      return { serverMs: to.server - from.server, databaseMs: to.database - from.database }
    },
  }
}

/** Processor time of the sessions of the open database so far, ms; they are of this machine only if its server is. */
export async function sessionsMs(): Promise<number> {
  return [...(await eachSessionMs()).values()].reduce((sum, ms) => sum + ms, 0)
}

/** The same of each session, by the id of its process. */
export async function eachSessionMs(): Promise<Map<number, number>> {
  const rows = await sql().query<{ pid: number }>(
    'SELECT pid FROM pg_stat_activity WHERE datname = current_database()',
  )
  return new Map(rows.map(({ pid }) => [pid, processorMs([pid])]))
}

export function eachUs({ serverMs, databaseMs, senderMs }: Spent, items: number): Cost {
  const each = (ms: number) => Math.round((ms * 1000) / items)
  return { serverUs: each(serverMs), databaseUs: each(databaseMs), senderUs: each(senderMs) }
}

/** The embedded database works in the process that owns it, and is counted there. */
function databaseMs(store: Store): Promise<number> {
  return store.DATABASE_URL === '' ? Promise.resolve(0) : withStore(store, sessionsMs)
}

function processorMs(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + ticksOf(pid) * TICK_MS, 0)
}

/** Linux counts in hundredths of a second. */
const TICK_MS = 10

function ticksOf(pid: number): number {
  try {
    // The name of the program comes first, in brackets, and may hold anything. Behind it the time in user and in system
    // mode are the 12th and 13th.
    const members = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ') ?? []
    return Number(members[11]) + Number(members[12]) || 0
  } catch {
    return 0
  }
}
