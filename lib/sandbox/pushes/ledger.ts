// The acknowledged items: the newest in memory for the control door, all of them as JSON lines in a file if one is named.
// A line is written before its item counts as acknowledged, so the file never lacks one that the counts have.

import { createHash } from 'node:crypto'
import { closeSync, openSync, writeSync } from 'node:fs'
import type { PushedItem } from './item'
import type { PushSettings } from './settings'

/** How many acknowledged items are kept in memory. */
export const LEDGER_KEPT = 20_000

export type Ledger = {
  /** Takes the items of one acknowledged post to the target of that number. */
  write(items: readonly PushedItem[], target: number, form: PushSettings['logForm']): void
  /** Entries after a sequence number, oldest first; `oldest` is the first number still kept. */
  list(after: number, limit: number): { oldest: number; next: number; items: unknown[] }
  /** Numbers go on after a reset, so that the lines of the file stay apart. */
  reset(): void
  close(): void
}

/** A ledger; with `file` it appends there. Throws the system's error when the file cannot be opened. */
export function createLedger(file?: string): Ledger {
  const handle = file === undefined ? null : openSync(file, 'a')
  const kept: Entry[] = []
  let sequence = 0
  let first = 1
  return {
    write(items, target, form) {
      const entries = items.map((item): Entry => ({ item, sequence: ++sequence, target, form }))
      if (handle !== null) writeSync(handle, entries.map((entry) => `${lineOf(entry)}\n`).join(''))
      kept.push(...entries)
      // Cut in large steps, since each cut moves all that stays.
      if (kept.length < 2 * LEDGER_KEPT) return
      first += kept.length - LEDGER_KEPT
      kept.splice(0, kept.length - LEDGER_KEPT)
    },
    list(after, limit) {
      const from = Math.max(0, after + 1 - first)
      const entries = kept.slice(from, from + limit)
      const next = first + from + entries.length - 1
      return { oldest: first, next, items: entries.map((entry) => JSON.parse(lineOf(entry))) }
    },
    reset() {
      kept.length = 0
      first = sequence + 1
    },
    close() {
      if (handle !== null) closeSync(handle)
    },
  }
}

type Entry = { item: PushedItem; sequence: number; target: number; form: PushSettings['logForm'] }

function lineOf({ item, sequence, target, form }: Entry): string {
  const { topic, imei, id, json, isCopy, flaw } = item
  const marks = (isCopy ? ',"copy":true' : '') + (flaw ? `,"bad":"${flaw}"` : '')
  const head = `{"seq":${sequence},"topic":"${topic}","imei":"${imei}","target":${target},"id":${JSON.stringify(id)}`
  if (form === 'id') return `${head}${marks}}`
  if (form === 'wire') return `${head}${marks},"item":${json}}`
  return `${head}${marks},"sha1":"${createHash('sha1').update(json).digest('hex')}"}`
}
