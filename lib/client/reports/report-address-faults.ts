// What of a report's address could not be read, for the words beside the report. Reading itself is ./report-address.ts.

import { quotedPart } from '@/lib/domain/address-part'
import {
  DEFAULT_REPORT_PARAMS,
  RELATIVE_RANGES,
  REPORT_KINDS,
  type RelativeRange,
  type ReportKind,
} from '@/lib/domain/api/reports'
import { isDayKey } from '@/lib/domain/time'
import {
  groupsIn,
  isGroup,
  isSort,
  isUuid,
  listedIn,
  MAX_NAMED_GROUPS,
  MAX_NAMED_VEHICLES,
  paramOf,
  type parseReportAddress,
  REPORT_VIEWS,
  rangeOf,
  requestOfKind,
  usualRangeOf,
  withParam,
  wrongInList,
} from './report-address'

/** What an address asks for and the report does not show: `part` is quoted to the reader, `span` is what is shown instead. */
export type ReportAddressFault =
  | { kind: 'noDay' | 'noRange'; part: string; span: RelativeRange }
  | { kind: 'half' | 'backwards'; span: RelativeRange }
  | { kind: 'noReport' | 'noVehicle' | 'noneLeft' | 'usual' | 'unknown'; part: string }
  | { kind: 'tooMany' }

type Params = Parameters<typeof parseReportAddress>[0]

/** Everything of an address that `parseReportAddress` takes otherwise than it is written, in the order in which it is said. */
export function reportAddressFaults(params: Params): ReportAddressFault[] {
  const named = params.get('kind') ?? ''
  const kind = REPORT_KINDS.find((known) => known === named)
  if (kind !== undefined)
    return [
      ...vehicleFaults(params),
      ...rangeFaults(params),
      ...paramFaults(kind, params),
      ...viewFaults(params),
    ]
  if (named !== '') return [{ kind: 'noReport', part: quotedPart('kind', named) }]
  return unknown(params, 'show', (text) => text === 'schedules')
}

function vehicleFaults(params: Params): ReportAddressFault[] {
  const [devices, accounts, groups] = [
    listedIn(params.get('v')),
    listedIn(params.get('accounts')),
    groupsIn(params),
  ]
  const wrong = [
    ['v', devices.filter((id) => !isUuid(id))],
    ['accounts', accounts.filter((id) => !isUuid(id))],
    ['group', groups.filter((name) => !isGroup(name))],
  ] as const
  const isOneLeft = [...devices, ...accounts].some(isUuid) || groups.some(isGroup)
  const isCut = [devices, accounts].some((ids) => ids.filter(isUuid).length > MAX_NAMED_VEHICLES)
  return [
    ...wrong.flatMap(([name, values]): ReportAddressFault[] =>
      values.length === 0
        ? []
        : [{ kind: isOneLeft ? 'noVehicle' : 'noneLeft', part: quotedPart(name, values.join(',')) }],
    ),
    ...(isCut || groups.length > MAX_NAMED_GROUPS ? [{ kind: 'tooMany' } as const] : []),
  ]
}

function rangeFaults(params: Params): ReportAddressFault[] {
  const { span } = usualRangeOf(params)
  const [from, to] = [params.get('from') ?? '', params.get('to') ?? '']
  if (rangeOf(params) !== null) return []
  if (from === '' && to === '') {
    const name = params.get('range') ?? ''
    const isKnown = name === '' || RELATIVE_RANGES.some((known) => known === name)
    return isKnown ? [] : [{ kind: 'noRange', part: quotedPart('range', name), span }]
  }
  const ends = [
    ['from', from],
    ['to', to],
  ] as const
  const bad = ends.filter(([, text]) => text !== '' && !isDayKey(text) && !isInstant(text))
  if (bad.length > 0)
    return bad.map(([name, text]) => ({ kind: 'noDay', part: quotedPart(name, text), span }))
  return [{ kind: from === '' || to === '' ? 'half' : 'backwards', span }]
}

function isInstant(text: string): boolean {
  return text.includes('T') && Number.isFinite(Date.parse(text))
}

function paramFaults(kind: ReportKind, params: Params): ReportAddressFault[] {
  // Which parameters are right depends on the kind alone.
  const usual = requestOfKind(kind, 'UTC', null)
  return Object.keys(DEFAULT_REPORT_PARAMS[kind]).flatMap((key): ReportAddressFault[] => {
    const text = params.get(key)
    if (text === null) return []
    if (withParam(usual, key, paramOf(key, text)) === null)
      return [{ kind: 'usual', part: quotedPart(key, text) }]
    const wrong = wrongInList(key, text)
    return wrong.length === 0 ? [] : [{ kind: 'unknown', part: quotedPart(key, wrong.join(',')) }]
  })
}

function viewFaults(params: Params): ReportAddressFault[] {
  const isSwitch = (text: string) => text === '0' || text === '1'
  return [
    ...unknown(params, 'saved', isUuid),
    ...unknown(params, 'view', (text) => REPORT_VIEWS.some((view) => view === text)),
    ...unknown(params, 'sort', isSort),
    ...unknown(params, 'group_by', (text) => text === 'none'),
    ...['compare', 'fill', 'run'].flatMap((name) => unknown(params, name, isSwitch)),
  ]
}

function unknown(params: Params, name: string, isRight: (text: string) => boolean): ReportAddressFault[] {
  const text = params.get(name) ?? ''
  return text === '' || isRight(text) ? [] : [{ kind: 'unknown', part: quotedPart(name, text) }]
}
