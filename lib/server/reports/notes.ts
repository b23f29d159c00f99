// What a file says besides its rows: whose it is, of when, in which units, and what is missing.

import type { ReportEvent, ReportRow } from '@/lib/domain/api/report-table'
import type { ReportKind } from '@/lib/domain/api/reports'
import { type CellFormat, durationText } from './cells'

/** What a file is headed by. */
export type FileAbout = { tenantName: string; name: string; kind: ReportKind; madeAt: Date }

/** Problems that are listed one by one; what is more is counted. */
const MAX_LISTED = 2_000

type Start = Extract<ReportEvent, { type: 'start' }>

/** Collects notes while the events of a report go by. */
export class FileNotes {
  start: Start | null = null
  totals: ReportRow | null = null
  end: Extract<ReportEvent, { type: 'end' }> | null = null
  failure: string | null = null
  /** Put around names and times within words, where the file needs it. */
  shield = (part: string): string => part
  private readonly lines: string[] = []
  private unlisted = 0

  constructor(
    readonly format: CellFormat,
    readonly about: FileAbout,
  ) {}

  /** Takes any event; rows are not its business. */
  take(event: ReportEvent): void {
    const { words } = this.format.view
    if (event.type === 'start') this.start = event
    else if (event.type === 'vehicles') this.format.learn(event.vehicles)
    else if (event.type === 'totals') this.totals = event.cells
    else if (event.type === 'end') this.end = event
    else if (event.type === 'failed') this.failure = event.message
    else if (event.type === 'notice')
      this.note(words(`notices.${event.code}`, { count: event.count ?? 0, limit: event.limit ?? 0 }))
    else if (event.type === 'problem') {
      const time = event.sec === null ? '' : durationText(event.sec)
      const what = words(`problems.${event.code}`, { time, message: event.message ?? '' })
      this.note(`${this.shield(this.format.vehicleName(event.vehicleId))}: ${what}`)
    }
  }

  /** Adds a line to the notes. */
  note(line: string): void {
    if (this.lines.length < MAX_LISTED) this.lines.push(line)
    else this.unlisted += 1
  }

  /** Title, range, zone, units: a line each. */
  heading(): string[] {
    const { words, zone } = this.format.view
    const kind = words(`kinds.${this.about.kind}`)
    const moment = (iso: string) => this.shield(this.format.moment(iso))
    const { fromAt = null, toAt = null, vehicleCount = 0 } = this.start ?? {}
    const range =
      fromAt === null || toAt === null
        ? []
        : [words('file.range', { from: moment(fromAt), to: moment(toAt) })]
    return [
      this.about.name === kind ? kind : words('file.title', { kind, name: this.shield(this.about.name) }),
      this.about.tenantName,
      ...range,
      words('file.zone', { zone }),
      words('file.vehicles', { count: vehicleCount }),
      words('file.units', this.format.units()),
      words('file.made', { time: moment(this.about.madeAt.toISOString()) }),
    ]
  }

  /** What is to be known of the rows: notices, problems, and whether it broke off. */
  remarks(): string[] {
    const { words } = this.format.view
    const empty = this.end?.rowCount === 0 ? [words('file.empty')] : []
    const more = this.unlisted > 0 ? [`+ ${this.unlisted}`] : []
    const broken = this.failure === null ? [] : [words('file.brokeOff', { message: this.failure })]
    return [...empty, ...broken, ...this.lines, ...more]
  }
}
