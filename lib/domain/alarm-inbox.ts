// The life of an alarm in the inbox: which state it is in, and which step is allowed from where and to whom. Pure: it knows
// neither storage nor words. An alarm that comes again is another alarm, with a life of its own.

/** Where an alarm stands. Nobody needs to have touched it to be open. */
export const ALARM_STATES = ['open', 'acknowledged', 'resolved'] as const
export type AlarmState = (typeof ALARM_STATES)[number]

/** What people sort the inbox by: the states, and what sleeps apart from them. */
export const ALARM_BOXES = ['open', 'acknowledged', 'snoozed', 'resolved', 'all'] as const
export type AlarmBox = (typeof ALARM_BOXES)[number]

/** Why an alarm is closed. `other` must be explained. */
export const RESOLUTION_REASONS = [
  'handled',
  'driver_contacted',
  'maintenance',
  'false_alarm',
  'expected',
  'test',
  'other',
] as const
export type ResolutionReason = (typeof RESOLUTION_REASONS)[number]

export const ALARM_STEPS = [
  'acknowledge',
  'resolve',
  'reopen',
  'assign',
  'unassign',
  'snooze',
  'unsnooze',
  'note',
] as const
export type AlarmStepKind = (typeof ALARM_STEPS)[number]

/** What somebody wants done to an alarm. */
export type AlarmStep =
  | { kind: 'acknowledge' | 'reopen' | 'unassign' | 'unsnooze' }
  | { kind: 'resolve'; reason: ResolutionReason; note: string }
  | { kind: 'assign'; assigneeId: string }
  | { kind: 'snooze'; untilMs: number }
  | { kind: 'note'; note: string }

/** How an alarm stands, as far as steps depend on it. */
export type AlarmHandling = {
  state: AlarmState
  assigneeId: string | null
  /** Null, or a time that may be over. */
  snoozedUntilMs: number | null
  resolution: ResolutionReason | null
  note: string | null
}

/** What stands against a step. */
export type StepProblem =
  /** The role only looks. */
  | 'role'
  /** It is so already. */
  | 'already'
  /** Not from the state it is in. */
  | 'state'
  /** A time that is past, or too far. */
  | 'time'
  /** Words are needed, or are too many. */
  | 'words'

export type StepResult = { ok: true; next: AlarmHandling } | { ok: false; problem: StepProblem }

/** Of an alarm nobody has touched. */
export const UNTOUCHED: AlarmHandling = {
  state: 'open',
  assigneeId: null,
  snoozedUntilMs: null,
  resolution: null,
  note: null,
}

/** An alarm sleeps for so long at most. */
export const MAX_SNOOZE_MS = 30 * 86_400_000
export const MAX_NOTE_CHARS = 1000

/** Whether a role may change alarms; viewers only look. */
export function mayHandleAlarms(role: string): boolean {
  return role === 'owner' || role === 'distributor' || role === 'dispatcher'
}

/** Whether an alarm sleeps now. It wakes by itself when its time is over. */
export function isSnoozed({ state, snoozedUntilMs }: AlarmHandling, nowMs: number): boolean {
  return state !== 'resolved' && snoozedUntilMs !== null && snoozedUntilMs > nowMs
}

/** The box an alarm lies in. */
export function boxOf(handling: AlarmHandling, nowMs: number): Exclude<AlarmBox, 'all'> {
  return isSnoozed(handling, nowMs) ? 'snoozed' : handling.state
}

/** What a step makes of an alarm, or what stands against it. A note changes nothing but the history. */
export function takeStep(
  handling: AlarmHandling,
  step: AlarmStep,
  { role, nowMs }: { role: string; nowMs: number },
): StepResult {
  if (!mayHandleAlarms(role)) return { ok: false, problem: 'role' }
  switch (step.kind) {
    case 'acknowledge':
      return acknowledge(handling)
    case 'resolve':
      return resolve(handling, step)
    case 'reopen':
      return handling.state === 'open'
        ? { ok: false, problem: 'already' }
        : { ok: true, next: { ...handling, state: 'open', resolution: null, note: null } }
    case 'assign':
      return assign(handling, step.assigneeId)
    case 'unassign':
      return assign(handling, null)
    case 'snooze':
      return snooze(handling, step.untilMs, nowMs)
    case 'unsnooze':
      return isSnoozed(handling, nowMs)
        ? { ok: true, next: { ...handling, snoozedUntilMs: null } }
        : { ok: false, problem: 'already' }
    case 'note':
      return areWords(step.note) ? { ok: true, next: handling } : { ok: false, problem: 'words' }
  }
}

/** The steps a person may take from where an alarm stands, in the order of buttons. */
export function stepsFrom(
  handling: AlarmHandling,
  { role, nowMs }: { role: string; nowMs: number },
): AlarmStepKind[] {
  const probe: Record<AlarmStepKind, AlarmStep> = {
    acknowledge: { kind: 'acknowledge' },
    resolve: { kind: 'resolve', reason: 'handled', note: '' },
    reopen: { kind: 'reopen' },
    // Somebody else than now, whoever that is.
    assign: { kind: 'assign', assigneeId: '' },
    unassign: { kind: 'unassign' },
    snooze: { kind: 'snooze', untilMs: nowMs + 60_000 },
    unsnooze: { kind: 'unsnooze' },
    note: { kind: 'note', note: '-' },
  }
  return ALARM_STEPS.filter((kind) => takeStep(handling, probe[kind], { role, nowMs }).ok)
}

/** Taking care of an alarm wakes it. */
function acknowledge(handling: AlarmHandling): StepResult {
  if (handling.state === 'resolved') return { ok: false, problem: 'state' }
  if (handling.state === 'acknowledged') return { ok: false, problem: 'already' }
  return { ok: true, next: { ...handling, state: 'acknowledged', snoozedUntilMs: null } }
}

function resolve(
  handling: AlarmHandling,
  { reason, note }: { reason: ResolutionReason; note: string },
): StepResult {
  if (handling.state === 'resolved') return { ok: false, problem: 'already' }
  const words = note.trim()
  if (words.length > MAX_NOTE_CHARS || (reason === 'other' && words === ''))
    return { ok: false, problem: 'words' }
  const next = { state: 'resolved', resolution: reason, note: words || null, snoozedUntilMs: null } as const
  return { ok: true, next: { ...handling, ...next } }
}

function assign(handling: AlarmHandling, assigneeId: string | null): StepResult {
  if (handling.state === 'resolved') return { ok: false, problem: 'state' }
  if (handling.assigneeId === assigneeId) return { ok: false, problem: 'already' }
  return { ok: true, next: { ...handling, assigneeId } }
}

function snooze(handling: AlarmHandling, untilMs: number, nowMs: number): StepResult {
  if (handling.state === 'resolved') return { ok: false, problem: 'state' }
  if (!(untilMs > nowMs) || untilMs - nowMs > MAX_SNOOZE_MS) return { ok: false, problem: 'time' }
  return { ok: true, next: { ...handling, snoozedUntilMs: untilMs } }
}

function areWords(text: string): boolean {
  const words = text.trim()
  return words !== '' && words.length <= MAX_NOTE_CHARS
}
