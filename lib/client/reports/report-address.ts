// The address of a report: everything it is made of stands in it, in metric units and local days, so that a colleague who
// opens it sees the same report with their own units and zone. Whole rules of what may be asked are those of the contract.

import type { ReadonlyURLSearchParams } from 'next/navigation'
import { ALARM_SEVERITIES } from '@/lib/domain/alarm-severity'
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
export const MAX_NAMED_GROUPS = 100

type Params = Pick<ReadonlyURLSearchParams, 'get' | 'getAll'>

/**
 * Reads an address; what cannot be right becomes the usual, each part by itself. What became so is put into words by
 * ./report-address-faults.ts.
 */
export function parseReportAddress(params: Params, zone: string): ReportAddress {
  const sort = params.get('sort') ?? ''
  const savedId = params.get('saved') ?? ''
  const request = requestOf(params, zone)
  return {
    request,
    isRun: request !== null && params.get('run') === '1',
    view: REPORT_VIEWS.find((view) => view === params.get('view')) ?? NO_REPORT.view,
    sort: isSort(sort) ? { key: sort.replace(/^-/, ''), isDescending: sort.startsWith('-') } : null,
    isGrouped: params.get('group_by') !== 'none',
    isSchedules: request === null && params.get('show') === 'schedules',
    savedId: isUuid(savedId) ? savedId : null,
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
const USUAL_RANGE: ReportRange & { by: 'relative' } = { by: 'relative', span: 'today' }

function requestOf(params: Params, zone: string): ReportRequest | null {
  const kind = REPORT_KINDS.find((known) => known === params.get('kind'))
  if (kind === undefined) return null
  const common = {
    vehicles: vehiclesOf(params),
    range: rangeOf(params) ?? usualRangeOf(params),
    compare: params.get('compare') === '1',
    fill: params.get('fill') === '1',
  }
  const usual = requestOfKind(kind, zone, null)
  const parsed = reportRequestSchema.safeParse({ ...usual, ...common })
  return Object.keys(DEFAULT_REPORT_PARAMS[kind]).reduce(
    (request, key) => {
      const text = params.get(key)
      return text === null ? request : (withParam(request, key, paramOf(key, text)) ?? request)
    },
    parsed.success ? parsed.data : usual,
  )
}

function vehiclesOf(params: Params): ReportVehicles {
  const idsOf = (name: string) => listedIn(params.get(name)).filter(isUuid).slice(0, MAX_NAMED_VEHICLES)
  const deviceIds = idsOf('v')
  const accountIds = idsOf('accounts')
  const groups = groupsIn(params).filter(isGroup).slice(0, MAX_NAMED_GROUPS)
  if (deviceIds.length + accountIds.length + groups.length === 0) return ALL_VEHICLES
  return { choose: 'some', deviceIds, accountIds, groups }
}

/** The range that an address names by its ends; null for none, and for one that is no range. */
export function rangeOf(params: Params): ReportRange | null {
  const [from, to] = [params.get('from'), params.get('to')]
  for (const by of ['days', 'instants']) {
    const parsed = reportRangeSchema.safeParse({ by, from, to })
    if (parsed.success && parsed.data.by !== 'relative' && parsed.data.from <= parsed.data.to)
      return parsed.data
  }
  return null
}

/** The range of an address that names no ends, or none that are right. */
export function usualRangeOf(params: Params): ReportRange & { by: 'relative' } {
  const span = RELATIVE_RANGES.find((known) => known === params.get('range'))
  return span === undefined ? USUAL_RANGE : { by: 'relative', span }
}

/** Everything that a text lists with commas, each once. */
export function listedIn(text: string | null): string[] {
  return [...new Set((text ?? '').split(','))].filter(Boolean)
}

/** All names of groups in an address, each once. */
export function groupsIn(params: Params): string[] {
  return [...new Set(params.getAll('group'))].filter(Boolean)
}

/** Whether a text can be the id of a vehicle, an account, a fence or a saved report. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text)
}

/** Whether a text can be a group's name. */
export function isGroup(name: string): boolean {
  return name.length <= 200
}

/** Whether a text names a column to sort by, upwards or, with a minus, downwards. */
export function isSort(text: string): boolean {
  return /^-?[a-zA-Z]{1,40}$/.test(text)
}

const LISTS: Record<string, (value: string) => boolean> = {
  fenceIds: isUuid,
  codes: (code) => code.length <= 100,
  severities: (severity) => ALARM_SEVERITIES.some((known) => known === severity),
}
const WORDS = ['which', 'granularity', 'detail']

/** What of a list in an address cannot be meant; empty for what is no list. */
export function wrongInList(key: string, text: string): string[] {
  const isRight = LISTS[key]
  return isRight === undefined ? [] : listedIn(text).filter((value) => !isRight(value))
}

/** Written as they are: numbers, words, lists with commas, of which what can be meant is taken; an empty text is null. */
export function paramOf(key: string, text: string): unknown {
  const isRight = LISTS[key]
  if (isRight !== undefined) return listedIn(text).filter(isRight).slice(0, 200)
  if (WORDS.includes(key)) return text
  return text.trim() === '' ? null : Number(text)
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
