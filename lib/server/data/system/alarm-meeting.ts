// Which stored alarms a telling of alarms becomes: where push and poll mean the same one. Pure: what is stored comes in, what
// has to change goes out. Reading and writing it is the business of alarms.ts.

import type { Alarm, AlarmRecord } from '../records'

/** An alarm as one way told it: names, code and severity as lib/domain/alarm-codes.ts has them. */
export type AlarmReport = AlarmRecord & {
  tenantId: string
  way: 'push' | 'poll'
  /** The item as it was decoded, kept as JSON; null for polls. */
  item: unknown
}

/** An alarm in the database, as far as meeting another needs to know it. */
export type StoredAlarm = Alarm & {
  tenantId: string
  pushedAt: Date | null
  polledAt: Date | null
  item: unknown
}

/** Where alarms came, went or moved: the ends of that code have to be looked at again. */
export type TouchedAlarm = { tenantId: string; deviceId: string; code: string; at: Date }

/** What has to be written. */
export type AlarmPlan = {
  added: StoredAlarm[]
  changed: StoredAlarm[]
  removed: StoredAlarm[]
  touched: TouchedAlarm[]
}

/** How far apart push and poll may put the same alarm: the vendor's list rounds, and some devices send it twice. */
export const SAME_ALARM_WITHIN_MS = 2000

/**
 * The plan for `reports`, given everything stored of their devices and codes within SAME_ALARM_WITHIN_MS of them. Each pushed
 * alarm stands for itself; a polled one stands for itself only if none was pushed near it. So whatever the order, the
 * same alarms remain: a polled one that came first becomes the pushed one and keeps its id.
 */
export function meetAlarms(
  reports: readonly AlarmReport[],
  stored: readonly StoredAlarm[],
  newId: () => string,
): AlarmPlan {
  const meeting = new Meeting(stored, newId)
  const byTime = reports.toSorted((a, b) => a.startedAt.getTime() - b.startedAt.getTime())
  for (const report of byTime) if (report.way === 'push') meeting.takePushed(report)
  for (const report of byTime) if (report.way === 'poll') meeting.takePolled(report)
  return meeting.plan()
}

class Meeting {
  private readonly known = new Map<string, StoredAlarm[]>()
  private readonly storedIds: ReadonlySet<string>
  private readonly fresh = new Map<string, StoredAlarm>()
  private readonly moved = new Map<string, StoredAlarm>()
  private readonly removed: StoredAlarm[] = []
  private readonly touched: TouchedAlarm[] = []

  constructor(
    stored: readonly StoredAlarm[],
    private readonly newId: () => string,
  ) {
    this.storedIds = new Set(stored.map(({ id }) => id))
    for (const alarm of stored) this.listOf(alarm).push({ ...alarm })
  }

  takePushed(report: AlarmReport): void {
    const near = this.near(report)
    if (near.some((alarm) => alarm.pushedAt !== null && isAt(alarm, report))) return
    const [first, ...others] = near
      .filter((alarm) => alarm.pushedAt === null)
      .sort((a, b) => distanceMs(a, report) - distanceMs(b, report))
    if (first === undefined) this.add(report)
    else this.become(first, report)
    for (const other of others) this.remove(other)
  }

  takePolled(report: AlarmReport): void {
    const near = this.near(report)
    const pushed = near.filter((alarm) => alarm.pushedAt !== null)
    for (const alarm of pushed) this.completeByPoll(alarm, report)
    if (pushed.length === 0 && !near.some((alarm) => isAt(alarm, report))) this.add(report)
  }

  plan(): AlarmPlan {
    const { removed, touched } = this
    // What was added and went again in the same telling was never there.
    const gone = removed.filter(({ id }) => this.storedIds.has(id))
    return { added: [...this.fresh.values()], changed: [...this.moved.values()], removed: gone, touched }
  }

  private near(report: AlarmReport): StoredAlarm[] {
    return this.listOf(report).filter((alarm) => distanceMs(alarm, report) <= SAME_ALARM_WITHIN_MS)
  }

  private add(report: AlarmReport): void {
    const alarm = { ...withMarks(report), id: this.newId(), endedAt: null }
    this.listOf(report).push(alarm)
    this.fresh.set(alarm.id, alarm)
    this.touch(alarm)
  }

  /** A polled alarm turns out to be this pushed one. */
  private become(alarm: StoredAlarm, report: AlarmReport): void {
    this.touch(alarm)
    const { polledAt, receivedAt, fenceRef } = alarm
    const place = report.lat === null ? placeOf(alarm) : placeOf(report)
    Object.assign(alarm, withMarks(report), place, {
      polledAt,
      receivedAt,
      fenceRef: report.fenceRef ?? fenceRef,
    })
    this.note(alarm)
    this.touch(alarm)
  }

  private completeByPoll(alarm: StoredAlarm, report: AlarmReport): void {
    if (alarm.polledAt !== null) return
    const place = alarm.lat === null ? placeOf(report) : placeOf(alarm)
    Object.assign(alarm, place, { polledAt: report.receivedAt, fenceRef: alarm.fenceRef ?? report.fenceRef })
    this.note(alarm)
  }

  private remove(alarm: StoredAlarm): void {
    const list = this.listOf(alarm)
    list.splice(list.indexOf(alarm), 1)
    this.fresh.delete(alarm.id)
    this.moved.delete(alarm.id)
    this.removed.push(alarm)
    this.touch(alarm)
  }

  private note(alarm: StoredAlarm): void {
    if (!this.fresh.has(alarm.id)) this.moved.set(alarm.id, alarm)
  }

  private touch({ tenantId, deviceId, code, startedAt }: StoredAlarm): void {
    this.touched.push({ tenantId, deviceId, code, at: startedAt })
  }

  private listOf({ tenantId, deviceId, code }: Pick<AlarmReport, 'tenantId' | 'deviceId' | 'code'>) {
    const key = `${tenantId} ${deviceId} ${code}`
    const list = this.known.get(key) ?? []
    this.known.set(key, list)
    return list
  }
}

function withMarks({ way, ...report }: AlarmReport) {
  const { receivedAt } = report
  return {
    ...report,
    pushedAt: way === 'push' ? receivedAt : null,
    polledAt: way === 'poll' ? receivedAt : null,
  }
}

function isAt(alarm: StoredAlarm, report: AlarmReport): boolean {
  return distanceMs(alarm, report) === 0 && alarm.label === report.label
}

function distanceMs(alarm: StoredAlarm, report: AlarmReport): number {
  return Math.abs(alarm.startedAt.getTime() - report.startedAt.getTime())
}

function placeOf({ lat, lng, fixAt }: Pick<AlarmRecord, 'lat' | 'lng' | 'fixAt'>) {
  return { lat, lng, fixAt }
}
