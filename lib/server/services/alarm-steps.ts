// Steps people take with alarms, one or many at once. Each alarm fares by itself: what stands against one costs the others
// nothing. Two people never overwrite each other: the second is told who was first.

import {
  type AlarmHandling,
  type AlarmStep,
  mayHandleAlarms,
  takeStep,
  UNTOUCHED,
} from '@/lib/domain/alarm-inbox'
import { MAX_BY_FILTER } from '@/lib/domain/alarm-inbox-limits'
import type {
  AlarmOutcome,
  AlarmStepAnswer,
  AlarmStepRequest,
  AlarmTarget,
} from '@/lib/domain/api/alarm-inbox'
import type { Viewer } from '../access'
import { type AuditDetail, appendAudit } from '../audit'
import {
  addHistory,
  findHandler,
  type HandlerRow,
  type HandlingChange,
  listLastChanges,
  listStanding,
  type StandingRow,
  storeChanges,
} from '../data/alarm-handling'
import { listInboxIds } from '../data/alarm-inbox'
import { toResolution } from '../data/alarm-rows'
import { inTransaction } from '../db'
import { type Clock, systemClock } from '../live/clock'
import { alarmQuestion } from './alarm-inbox'

/** An alarm that a step is for; without a version it is taken as it stands. */
type Wanted = { id: string; version: number | null }
type Round = { viewer: Viewer; request: AlarmStepRequest; step: AlarmStep; at: Date }

/** Outcomes told one by one, and ids named in the audit; the history of each alarm has them all. */
const MOST_TOLD = 500

/** Takes a step with all alarms of the target that allow it. */
export async function stepAlarms(
  viewer: Viewer,
  target: AlarmTarget,
  request: AlarmStepRequest,
  clock: Clock = systemClock,
): Promise<AlarmStepAnswer> {
  if (!mayHandleAlarms(viewer.role)) return { ok: false, why: 'role' }
  const at = new Date(clock.now())
  const { wanted, isCut } = await wantedOf(viewer, target, clock)
  const round: Round = { viewer, request, step: toStep(request, at), at }
  const outcomes = await inTransaction(() => stepAll(round, wanted))
  const others = outcomes.filter(({ result }) => result !== 'done')
  return { ok: true, done: outcomes.length - others.length, others: others.slice(0, MOST_TOLD), isCut }
}

async function wantedOf(
  viewer: Viewer,
  target: AlarmTarget,
  clock: Clock,
): Promise<{ wanted: Wanted[]; isCut: boolean }> {
  if ('chosen' in target)
    return { wanted: [...new Map(target.chosen.map((one) => [one.id, one])).values()], isCut: false }
  const question = await alarmQuestion(viewer, target.filter, clock)
  const ids = await listInboxIds(viewer, question, MAX_BY_FILTER + 1)
  const wanted = ids.slice(0, MAX_BY_FILTER).map((id) => ({ id, version: null }))
  return { wanted, isCut: ids.length > MAX_BY_FILTER }
}

async function stepAll(round: Round, wanted: readonly Wanted[]): Promise<AlarmOutcome[]> {
  const first = await tryAll(round, wanted)
  // Those taken as they stand, and changed by somebody just now, are looked at once more.
  const moved = wanted.filter(({ id, version }) => version === null && first.get(id) === 'overtaken')
  const second = moved.length === 0 ? first : new Map([...first, ...(await tryAll(round, moved))])
  const done = wanted.filter(({ id }) => second.get(id) === 'done').map(({ id }) => id)
  if (done.length > 0) await note(round, done)
  return describe(round, second)
}

type Result = AlarmOutcome['result']

async function tryAll(round: Round, wanted: readonly Wanted[]): Promise<Map<string, Result>> {
  const { viewer, step, at } = round
  const rows = await listStanding(
    viewer,
    wanted.map(({ id }) => id),
  )
  const standing = new Map(rows.map((row) => [row.id, row]))
  const assignee = step.kind === 'assign' ? await findHandler(viewer, step.assigneeId) : null
  const results = new Map<string, Result>()
  const changes: HandlingChange[] = []
  for (const { id, version } of wanted) {
    const row = standing.get(id)
    const outcome = row === undefined ? 'gone' : judge(round, { row, version, assignee })
    if (typeof outcome === 'string') results.set(id, outcome)
    else changes.push(outcome)
  }
  const stored = await storeChanges(viewer, changes, at)
  for (const { id } of changes) results.set(id, stored.has(id) ? 'done' : 'overtaken')
  return results
}

type Case = { row: StandingRow; version: number | null; assignee: HandlerRow | null }

/** What to store of one alarm, or how it went without. */
function judge({ viewer, step, at }: Round, { row, version, assignee }: Case): HandlingChange | Result {
  const now = toHandling(row)
  const result = takeStep(now, step, { role: viewer.role, nowMs: at.getTime() })
  // A note is added to whatever there is, and nobody overwrites anything by it.
  if (step.kind === 'note') return result.ok ? 'done' : 'words'
  if (version !== null && version !== (row.version ?? 0)) return 'overtaken'
  if (!result.ok) return result.problem === 'role' ? 'gone' : result.problem
  if (step.kind === 'assign' && !isFit(assignee, row)) return 'assignee'
  const { state, assigneeId, snoozedUntilMs, resolution, note } = result.next
  const snoozedUntil = snoozedUntilMs === null ? null : new Date(snoozedUntilMs)
  return { id: row.id, state, assigneeId, snoozedUntil, resolution, note, version: row.version ?? 0 }
}

function toHandling(row: StandingRow): AlarmHandling {
  if (row.state === null) return UNTOUCHED
  return {
    state: row.state,
    assigneeId: row.assigneeId,
    snoozedUntilMs: row.snoozedUntil?.getTime() ?? null,
    resolution: toResolution(row.resolution),
    note: row.note,
  }
}

/** Whoever is given an alarm must be able to see and handle it. */
function isFit(assignee: HandlerRow | null, { devicePath }: StandingRow): boolean {
  return assignee !== null && mayHandleAlarms(assignee.role) && devicePath.startsWith(assignee.scopePath)
}

async function note({ viewer, step, at }: Round, ids: readonly string[]): Promise<void> {
  const detail = detailOf(step)
  await addHistory(
    viewer,
    ids.map((alarmId) => ({ alarmId, step: step.kind, detail })),
    at,
  )
  await appendAudit(viewer.tenantId, {
    actorId: viewer.userId,
    action: `alarm.${step.kind}`,
    target: ids.length === 1 ? ids[0] : null,
    detail: ids.length === 1 ? detail : { ...detail, count: ids.length, alarmIds: ids.slice(0, MOST_TOLD) },
  })
}

function detailOf(step: AlarmStep): AuditDetail {
  switch (step.kind) {
    case 'resolve':
      return { reason: step.reason, ...(step.note.trim() ? { note: step.note.trim() } : {}) }
    case 'assign':
      return { assigneeId: step.assigneeId }
    case 'snooze':
      return { until: new Date(step.untilMs).toISOString() }
    case 'note':
      return { note: step.note.trim() }
    default:
      return {}
  }
}

/** Tells of those who were overtaken by whom. */
async function describe({ viewer }: Round, results: ReadonlyMap<string, Result>): Promise<AlarmOutcome[]> {
  const overtaken = [...results].flatMap(([id, result]) => (result === 'overtaken' ? [id] : []))
  const changes = overtaken.length === 0 ? [] : await listLastChanges(viewer, overtaken.slice(0, MOST_TOLD))
  const last = new Map(changes.map((change) => [change.alarmId, change]))
  return [...results].map(([id, result]): AlarmOutcome => {
    if (result !== 'overtaken') return { id, result }
    const change = last.get(id)
    return {
      id,
      result,
      by: change?.by ?? null,
      step: change?.step ?? null,
      at: change?.at.toISOString() ?? null,
    }
  })
}

function toStep(request: AlarmStepRequest, at: Date): AlarmStep {
  if (request.kind === 'snooze') return { kind: 'snooze', untilMs: at.getTime() + request.forMs }
  return request
}
