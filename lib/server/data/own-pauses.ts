// The form in which silences of single connections lie in storage: { method: { until, reason } }. Who keeps them is
// services/call-pauses.ts.

import { z } from 'zod'
import { storableText } from '../sql'

const storedPauses = z.record(
  z.string(),
  z.object({ until: z.iso.datetime(), reason: z.string().nullable() }),
)

type Pauses = Readonly<Record<string, { untilMs: number; reason: string | null }>>

/** The silences as JSON text for storage. */
export function toStoredPauses(pauses: Pauses): string {
  const entries = Object.entries(pauses).map(([method, { untilMs, reason }]) => [
    method,
    { until: new Date(untilMs).toISOString(), reason: reason === null ? null : storableText(reason) },
  ])
  return JSON.stringify(Object.fromEntries(entries))
}

/** The silences that the column holds, over or not; none when it is empty or of no form we know. */
export function fromStoredPauses(column: unknown): Pauses {
  const stored = storedPauses.safeParse(column ?? {})
  if (!stored.success) return {}
  const entries = Object.entries(stored.data)
  return Object.fromEntries(
    entries.map(([method, { until, reason }]) => [method, { untilMs: Date.parse(until), reason }]),
  )
}
