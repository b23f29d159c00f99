// What is stored of all that was pushed, read out of the database without the code that wrote it.

import { sql } from '@/lib/server/db'

/** Rows of one table by what they are known by. A list has more than one member where a row is there twice. */
export type StoredTable = ReadonlyMap<string, readonly string[]>
export type Stored = ReadonlyMap<string, StoredTable>

/** Everything pushed of all tenants. `rows` leave out what tells when and in what order a run received them. */
export async function readStored(): Promise<Stored> {
  const stored = new Map<string, StoredTable>()
  for (const [table, identity] of Object.entries(IDENTITIES)) {
    const rows = new Map<string, string[]>()
    for (const { known, content } of await sql().query<Row>(statement(table, identity)))
      rows.set(known, [...(rows.get(known) ?? []), content])
    stored.set(table, rows)
  }
  return stored
}

type Row = { known: string; content: string }

const at = (column: string) => `d.imei || '|' || (extract(epoch FROM t.${column}) * 1000)::bigint`
const MARK = `COALESCE(t.raw::jsonb ->> 'n', t.key)`

/** How a row is known, in the words of kill-topics.ts. */
const IDENTITIES: Readonly<Record<string, string>> = {
  position: `${at('fix_at')} || '|' || t.source`,
  heartbeat: at('at'),
  sign_on: `${at('at')} || '|' || t.kind`,
  obd_reading: at('at'),
  fault_report: `${at('at')} || '|' || t.codes`,
  fuel_reading: `${at('at')} || '|' || t.sensor`,
  climate_reading: at('at'),
  rfid_scan: `${at('at')} || '|' || t.card`,
  trip_report: `${at('at')} || '|' || t.trip_seq || '|' || t.phase`,
  device_message: MARK,
  device_notice: MARK,
  alarm: `${at('started_at')} || '|' || t.code || '|' || t.label`,
  alarm_end: `${at('ended_at')} || '|' || t.code`,
  push_reject: `convert_from(t.raw, 'UTF8')::jsonb ->> 'n'`,
  device_state: 'd.imei',
}

/** Drawn by lot, or of the run and not of what was told. */
const OF_THE_RUN = ['id', 'device_id', 'received_at', 'pushed_at', 'polled_at', 'status_since']
/** These carry no time: they count as of when they came. */
const TIMELESS = ['pushInstructResponse', 'generalBusiness', 'jimi.open.instruction.raw.receive']

function statement(table: string, identity: string): string {
  const omitted = `'{${OF_THE_RUN.join()}}'::text[]`
  const content =
    table === 'device_notice'
      ? `CASE WHEN t.topic = ANY('{${TIMELESS.join()}}') THEN to_jsonb(t) - ${omitted} - 'at' - 'key' ELSE to_jsonb(t) - ${omitted} END`
      : `to_jsonb(t) - ${omitted}`
  const device =
    table === 'push_reject' ? '' : 'JOIN device d ON d.tenant_id = t.tenant_id AND d.id = t.device_id'
  return `SELECT ${identity} AS known, (${content})::text AS content FROM ${table} t ${device}`
}

/** Repeats by the vendor's own rule: the same bytes in another minute of arrival are another answer. */
const MAY_REPEAT = 'jimi.open.instruction.raw.receive'

export type Findings = {
  rows: number
  /** Acknowledged items without a row. */
  lost: string[]
  /** Rows that are there more than once. */
  duplicates: string[]
}

/** Holds what was acknowledged against what is stored. */
export function judgeStored(
  stored: Stored,
  acknowledged: Iterable<{ table: string; identity: string }>,
): Findings {
  const findings: Findings = { rows: 0, lost: [], duplicates: [] }
  for (const { table, identity } of acknowledged)
    if (!stored.get(table)?.has(identity)) findings.lost.push(`${table} ${identity}`)
  for (const [table, rows] of stored) {
    for (const [identity, contents] of rows) {
      findings.rows += contents.length
      if (contents.length > 1 && !contents.every((content) => content.includes(MAY_REPEAT)))
        findings.duplicates.push(`${table} ${identity}`)
    }
  }
  return findings
}

/** What two runs of the same items left different, a line each. */
export function differences(killed: Stored, calm: Stored): string[] {
  const lines: string[] = []
  for (const table of Object.keys(IDENTITIES)) {
    const [ours, theirs] = [killed.get(table) ?? EMPTY, calm.get(table) ?? EMPTY]
    for (const known of new Set([...ours.keys(), ...theirs.keys()])) {
      const [with_, without] = [ours.get(known)?.[0], theirs.get(known)?.[0]]
      if (with_ !== without)
        lines.push(`${table} ${known}\n  with kills:    ${with_}\n  without kills: ${without}`)
    }
  }
  return lines
}

const EMPTY: StoredTable = new Map()
