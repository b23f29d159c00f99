import { expect, test } from 'vitest'
import type { ReportEvent } from '@/lib/domain/api/report-table'
import { ReportRefusedError, type runReport } from '../queries/reports'
import { requestOfKind } from './report-address'
import { ReportRun } from './report-run'

const REQUEST = requestOfKind('trips', 'UTC', null)
const ID = '11111111-1111-4111-8111-111111111111'

const EVENTS: ReportEvent[] = [
  {
    type: 'start',
    kind: 'trips',
    columns: [{ key: 'vehicle', type: 'vehicle', total: 'count', isVendor: false }],
    fromAt: '2026-03-01T00:00:00Z',
    toAt: '2026-03-02T00:00:00Z',
    zone: 'UTC',
    vehicleCount: 1,
    replay: null,
  },
  {
    type: 'vehicles',
    vehicles: [{ id: ID, imei: '1', name: 'Bus', plate: null, kind: 'tracker', account: 'Top', group: null }],
  },
  { type: 'progress', done: 0, total: 1, step: 'reading', vehicleId: ID },
  { type: 'rows', vehicleId: ID, rows: [[ID], [ID]], subtotal: [ID] },
  { type: 'problem', vehicleId: ID, code: 'not_asked', sec: 60, message: null },
  { type: 'totals', cells: [null] },
]
const END: ReportEvent = { type: 'end', rowCount: 2, vehicleCount: 1, problemCount: 1 }

const telling =
  (events: readonly ReportEvent[], error?: Error): typeof runReport =>
  async (_, { onEvent }) => {
    for (const event of events) onEvent(event)
    if (error) throw error
  }

test('a report that is told to its end is done, with all that was told', async () => {
  const run = new ReportRun(telling([...EVENTS, END]))
  let told = 0
  run.subscribe(() => {
    told++
  })
  await run.start(REQUEST)
  const state = run.read()
  expect(state).toMatchObject({ phase: 'done', request: REQUEST, totals: [null], message: null })
  expect(state.table.rows).toHaveLength(2)
  expect(state.problems).toHaveLength(1)
  // Once when it began and once when it ended, not once for each event.
  expect(told).toBe(2)
})

test('a stream that is cut off is not taken for the whole', async () => {
  const run = new ReportRun(telling(EVENTS))
  await run.start(REQUEST)
  expect(run.read()).toMatchObject({ phase: 'broken', message: null })
  expect(run.read().table.rows).toHaveLength(2)
})

test('what broke off at the server says why, and what was refused says why', async () => {
  const broken = new ReportRun(telling([...EVENTS, { type: 'failed', message: 'The vendor is away.' }]))
  await broken.start(REQUEST)
  expect(broken.read()).toMatchObject({ phase: 'broken', message: 'The vendor is away.' })
  const refused = new ReportRun(telling([], new ReportRefusedError('Too many vehicles.')))
  await refused.start(REQUEST)
  expect(refused.read()).toMatchObject({ phase: 'refused', message: 'Too many vehicles.' })
  const offline = new ReportRun(telling([], new TypeError('no network')))
  await offline.start(REQUEST)
  expect(offline.read()).toMatchObject({ phase: 'broken', message: null })
})

test('cancelling keeps what came, and a new report takes no word of the one before', async () => {
  const gates: (() => void)[] = []
  const run = new ReportRun(async (_, { onEvent, signal }) => {
    for (const event of EVENTS) onEvent(event)
    await new Promise<void>((resolve) => gates.push(resolve))
    onEvent(END)
    signal.throwIfAborted()
  })
  const first = run.start(REQUEST)
  const second = run.start({ ...REQUEST, fill: true })
  gates[0]?.()
  await first
  expect(run.read()).toMatchObject({ phase: 'running', request: { fill: true } })
  run.cancel()
  gates[1]?.()
  await second
  expect(run.read()).toMatchObject({ phase: 'cancelled' })
  expect(run.read().table.rows).toHaveLength(2)
  run.clear()
  expect(run.read()).toMatchObject({ phase: 'idle', request: null })
})
