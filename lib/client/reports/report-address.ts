// The address of a report: everything it is made of stands in it, in metric units and local days, so that a colleague who
// opens it sees the same report with their own units and zone. Whole rules of what may be asked are those of the contract.

import type { ReadonlyURLSearchParams } from 'next/navigation'
import {
  DEFAULT_REPORT_PARAMS,
  RELATIVE_RANGES,
  REPORT_KINDS,
  type ReportKind,
  type ReportRange,
  type ReportRequest,
  type ReportVehicles,
  reportRangeSchema,
  reportRequestSchema,
} from '@/lib/domain/api/reports'

export const REPORT_VIEWS = ['table', 'charts', 'notes'] as const
export type ReportView = (typeof REPORT_VIEWS)[number]
export type ReportSort = { key: string; isDescending: boolean }

/** What the page shows. Nothing is chosen yet while `request` is null. */
export type ReportAddress = {
  request: ReportRequest | null
  /** The report was asked to run, and runs again wherever this address is opened. */
  isRun: boolean
  view: ReportView
  /** Null for the order in which it is told. */
  sort: ReportSort | null
  /** Rows of one vehicle together, with its subtotal. */
  isGrouped: boolean
  /** The list of schedules is shown instead of a report. */
  isSchedules: boolean
  /** The saved report that it was opened from. */
  savedId: string | null
}

export const NO_REPORT: ReportAddress = {
  request: null,
  isRun: false,
  view: 'table',
  sort: null,
  isGrouped: true,
  isSchedules: false,
  savedId: null,
}

/** More single vehicles than this make an address that not every server takes. */
export const MAX_NAMED_VEHICLES = 150

type Params = Pick<ReadonlyURLSearchParams, 'get' | 'getAll'>

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i
const COLUMN = /^[a-zA-Z]{1,40}$/

/** Reads an address; what cannot be right becomes the usual. */
export function parseReportAddress(params: Params, zone: string): ReportAddress {
  const sort = params.get('sort') ?? ''
  const savedId = params.get('saved') ?? ''
  const key = sort.replace(/^-/, '')
  const request = requestOf(params, zone)
  return {
    request,
    isRun: request !== null && params.get('run') === '1',
    view: REPORT_VIEWS.find((view) => view === params.get('view')) ?? NO_REPORT.view,
    sort: COLUMN.test(key) ? { key, isDescending: sort.startsWith('-') } : null,
    isGrouped: params.get('group_by') !== 'none',
    isSchedules: request === null && params.get('show') === 'schedules',
    savedId: UUID.test(savedId) ? savedId : null,
  }
}

/** The query string of an address; empty for none. */
export function reportSearch(address: ReportAddress): string {
  const { request, sort } = address
  const parts: [string, string][] = request === null ? [] : requestParts(request)
  if (address.isSchedules) parts.push(['show', 'schedules'])
  if (address.savedId !== null) parts.push(['saved', address.savedId])
  if (address.view !== NO_REPORT.view) parts.push(['view', address.view])
  if (sort !== null) parts.push(['sort', `${sort.isDescending ? '-' : ''}${sort.key}`])
  if (!address.isGrouped) parts.push(['group_by', 'none'])
  if (address.isRun) parts.push(['run', '1'])
  if (parts.length === 0) return ''
  const text = new URLSearchParams(parts).toString()
  return `?${text.replaceAll('%2C', ',').replaceAll('%3A', ':')}`
}

/** A request of this kind with its usual parameters, for the same vehicles and range as the one before. */
export function requestOfKind(kind: ReportKind, zone: string, before: ReportRequest | null): ReportRequest {
  const candidate = {
    kind,
    params: DEFAULT_REPORT_PARAMS[kind],
    vehicles: before?.vehicles ?? ALL_VEHICLES,
    range: before?.range ?? USUAL_RANGE,
    zone,
    compare: false,
    fill: before?.fill ?? false,
  }
  return reportRequestSchema.parse(candidate)
}

/** The request with another parameter; null when the contract does not allow it. */
export function withParam(request: ReportRequest, key: string, value: unknown): ReportRequest | null {
  const parsed = reportRequestSchema.safeParse({ ...request, params: { ...request.params, [key]: value } })
  return parsed.success ? parsed.data : null
}

export const ALL_VEHICLES: ReportVehicles = { choose: 'all' }
const USUAL_RANGE: ReportRange = { by: 'relative', span: 'today' }

function requestOf(params: Params, zone: string): ReportRequest | null {
  const kind = REPORT_KINDS.find((known) => known === params.get('kind'))
  if (kind === undefined) return null
  const usual = requestOfKind(kind, zone, null)
  const common = {
    vehicles: vehiclesOf(params),
    range: rangeOf(params),
    compare: params.get('compare') === '1',
    fill: params.get('fill') === '1',
  }
  const parsed = reportRequestSchema.safeParse({ ...usual, ...common, params: paramsOf(kind, params) })
  if (parsed.success) return parsed.data
  const withUsual = reportRequestSchema.safeParse({ ...usual, ...common })
  return withUsual.success ? withUsual.data : usual
}

function vehiclesOf(params: Params): ReportVehicles {
  const idsOf = (name: string) => [
    ...new Set((params.get(name) ?? '').split(',').filter((id) => UUID.test(id))),
  ]
  const deviceIds = idsOf('v').slice(0, MAX_NAMED_VEHICLES)
  const accountIds = idsOf('accounts').slice(0, MAX_NAMED_VEHICLES)
  const groups = [...new Set(params.getAll('group').filter((name) => name !== '' && name.length <= 200))]
  if (deviceIds.length + accountIds.length + groups.length === 0) return ALL_VEHICLES
  return { choose: 'some', deviceIds, accountIds, groups: groups.slice(0, 100) }
}

function rangeOf(params: Params): ReportRange {
  const [from, to] = [params.get('from'), params.get('to')]
  for (const by of ['days', 'instants']) {
    const parsed = reportRangeSchema.safeParse({ by, from, to })
    if (parsed.success && parsed.data.by !== 'relative' && parsed.data.from <= parsed.data.to)
      return parsed.data
  }
  const span = RELATIVE_RANGES.find((known) => known === params.get('range'))
  return span === undefined ? USUAL_RANGE : { by: 'relative', span }
}

/** Written as they are: numbers, words, lists with commas; an empty text is null or an empty list. */
function paramsOf(kind: ReportKind, params: Params): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(DEFAULT_REPORT_PARAMS[kind]).map(([key, usual]) => {
      const text = params.get(key)
      return [key, text === null ? usual : valueFor(key, text)]
    }),
  )
}

const LISTS = ['fenceIds', 'codes', 'severities']
const WORDS = ['which', 'granularity', 'detail']

function valueFor(key: string, text: string): unknown {
  if (LISTS.includes(key)) return text === '' ? [] : text.split(',').slice(0, 200)
  if (WORDS.includes(key)) return text
  return text === '' ? null : Number(text)
}

function requestParts({ kind, params, vehicles, range, compare, fill }: ReportRequest): [string, string][] {
  const parts: [string, string][] = [['kind', kind]]
  if (vehicles.choose === 'some') {
    if (vehicles.deviceIds.length > 0) parts.push(['v', vehicles.deviceIds.join(',')])
    if (vehicles.accountIds.length > 0) parts.push(['accounts', vehicles.accountIds.join(',')])
    for (const group of vehicles.groups) parts.push(['group', group])
  }
  if (range.by === 'relative') parts.push(['range', range.span])
  else parts.push(['from', range.from], ['to', range.to])
  const usual = new Map<string, unknown>(Object.entries(DEFAULT_REPORT_PARAMS[kind]))
  for (const [key, value] of Object.entries(params))
    if (String(value) !== String(usual.get(key))) parts.push([key, value === null ? '' : String(value)])
  if (compare) parts.push(['compare', '1'])
  if (fill) parts.push(['fill', '1'])
  return parts
}
