'use client'

import { Bell, History } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { classNames } from '@/components/ui/class-names'
import { useFormats } from '@/lib/client/format/use-formats'
import type { RunState } from '@/lib/client/reports/report-run'
import type { ReportLine } from '@/lib/client/reports/report-table'
import { isAtEnd, nameOf, type ReportWords } from '@/lib/client/reports/report-words'
import type { ReportRow, ReportVehicle } from '@/lib/domain/api/report-table'
import { alarmLink, type LinkColumns, replayLink } from '../_hooks/row-links'

export type LineProps = {
  state: RunState
  words: ReportWords
  links: LinkColumns
  hasLinks: boolean
  rowPx: number
  line: ReportLine
  index: number
}

/** A row of the report, or the head or foot of a vehicle's rows. */
export const Line = memo(function Line(props: LineProps) {
  const { line, state } = props
  if (line.kind === 'row') return <Row {...props} row={line.row} />
  const vehicle = state.table.vehicles[line.vehicle]
  return line.kind === 'head' ? (
    <Head {...props} vehicle={vehicle} />
  ) : (
    <Subtotal {...props} cells={state.table.subtotals.get(line.vehicle) ?? []} />
  )
}, isSameLine)

/** A row never changes once it has come, but the words may. */
function isSameLine(a: LineProps, b: LineProps): boolean {
  const isSame = JSON.stringify(a.line) === JSON.stringify(b.line) && a.index === b.index
  return isSame && a.words === b.words && a.rowPx === b.rowPx && a.state.table === b.state.table
}

function Row({ state, words, links, hasLinks, rowPx, row, index }: LineProps & { row: number }) {
  const t = useTranslations('reports.table')
  const { table, start } = state
  const cells = table.rows[row] ?? []
  const vehicle = table.vehicles[table.vehicleAt[row] ?? -1]
  const link = hasLinks && start ? replayLink({ table, row, zone: start.zone }, links) : null
  const isAlarm = link !== null && start?.kind === 'alarms'
  const alarms = isAlarm ? alarmLink({ table, row, zone: start.zone }, links) : null
  return (
    <tr aria-rowindex={index + 2} style={{ height: rowPx }} className="group/row">
      {table.columns.map((column, at) => {
        if (column.type === 'vehicle')
          return (
            <td
              key={column.key}
              className={classNames(CELL, 'sticky start-0 z-1 bg-panel group-hover/row:bg-sunken')}
            >
              <VehicleName vehicle={vehicle} />
            </td>
          )
        const text = words.cell(column, cells[at])
        return (
          <td
            key={column.key}
            title={text.length > 18 ? text : undefined}
            className={classNames(
              CELL,
              'group-hover/row:bg-sunken',
              isAtEnd(column) && 'text-end tabular-nums',
              column.isVendor && 'bg-sunken/60',
            )}
          >
            {text}
          </td>
        )
      })}
      {hasLinks ? (
        <td className={classNames(CELL, 'group-hover/row:bg-sunken')}>
          {link === null ? null : (
            <Link
              href={link}
              prefetch={false}
              aria-label={t('replay', { name: nameOf(vehicle), at: whenOf(cells) })}
              className={LINK}
            >
              <History aria-hidden className="size-3.5" />
              {alarms === null ? t('replayShort') : null}
            </Link>
          )}
          {alarms === null ? null : (
            <Link
              href={alarms}
              prefetch={false}
              aria-label={t('alarms', { name: nameOf(vehicle), at: whenOf(cells) })}
              className={classNames(LINK, 'ms-3')}
            >
              <Bell aria-hidden className="size-3.5" />
            </Link>
          )}
        </td>
      ) : null}
    </tr>
  )

  function whenOf(row: ReportRow): string {
    const at = links.fromAt >= 0 ? links.fromAt : links.fromDay
    const column = table.columns[at]
    return column === undefined ? '' : words.cell(column, row[at])
  }
}

function VehicleName({ vehicle }: { vehicle: ReportVehicle | undefined }) {
  if (vehicle === undefined) return null
  return (
    <Link
      href={`/devices/${vehicle.imei}`}
      prefetch={false}
      title={nameOf(vehicle)}
      className="hover:underline"
    >
      <bdi>{nameOf(vehicle)}</bdi>
    </Link>
  )
}

function Head({
  state,
  hasLinks,
  rowPx,
  index,
  vehicle,
}: LineProps & { vehicle: ReportVehicle | undefined }) {
  return (
    <tr aria-rowindex={index + 2} style={{ height: rowPx }}>
      <th
        scope="rowgroup"
        colSpan={state.table.columns.length + (hasLinks ? 1 : 0)}
        className="border-b border-line bg-sunken px-2.5 text-start font-semibold"
      >
        <span className="sticky start-2.5 flex w-fit items-baseline gap-2">
          <VehicleName vehicle={vehicle} />
          {vehicle?.plate && vehicle.plate !== nameOf(vehicle) ? (
            <bdi className="font-normal text-muted">{vehicle.plate}</bdi>
          ) : null}
          <bdi className="font-normal text-faint max-md:hidden">{vehicle?.account}</bdi>
        </span>
      </th>
    </tr>
  )
}

function Subtotal({ state, words, hasLinks, rowPx, index, cells }: LineProps & { cells: ReportRow }) {
  const t = useTranslations('reports.table')
  return (
    <tr aria-rowindex={index + 2} style={{ height: rowPx }} className="font-medium">
      {state.table.columns.map((column, at) => (
        <td
          key={column.key}
          className={classNames(
            CELL,
            'border-line-strong/60!',
            isAtEnd(column) && 'text-end tabular-nums',
            column.type === 'vehicle' && 'sticky start-0 z-1 bg-panel text-muted',
          )}
        >
          {column.type === 'vehicle' ? (
            t('subtotal')
          ) : (
            <Total column={column} cell={cells[at]} words={words} />
          )}
        </td>
      ))}
      {hasLinks ? <td className={CELL} /> : null}
    </tr>
  )
}

/** The foot of the whole table; it stays in sight. */
export function Foot({ state, words, hasLinks }: { state: RunState; words: ReportWords; hasLinks: boolean }) {
  const t = useTranslations('reports')
  const formats = useFormats()
  const { totals, table } = state
  if (totals === null || table.rows.length === 0) return null
  const count = table.rows.length
  return (
    <tfoot>
      <tr>
        {table.columns.map((column, at) => (
          <td
            key={column.key}
            className={classNames(
              FOOT,
              isAtEnd(column) && 'text-end tabular-nums',
              at === 0 && 'start-0 z-20!',
            )}
          >
            {column.type === 'vehicle' ? (
              t('run.rows', { count, shown: formats.number(count) })
            ) : (
              <Total column={column} cell={totals[at]} words={words} />
            )}
          </td>
        ))}
        {hasLinks ? <td className={FOOT} /> : null}
      </tr>
    </tfoot>
  )
}

type TotalProps = {
  column: Parameters<ReportWords['cell']>[0] & Parameters<ReportWords['total']>[0]
  cell: ReportRow[number] | undefined
  words: ReportWords
}

/** A foot that is no plain sum says what it is. */
function Total({ column, cell, words }: TotalProps) {
  const text = words.cell(column, cell)
  if (text === '') return null
  return (
    <>
      {column.total === 'sum' ? null : (
        <span className="block text-xs leading-3 font-normal text-muted">{words.total(column)}</span>
      )}
      {text}
    </>
  )
}

const CELL = 'truncate border-b border-line px-2.5'
const FOOT =
  'sticky bottom-0 z-10 h-10 truncate leading-4 border-t border-line-strong bg-panel px-2.5 font-semibold'
const LINK =
  'inline-flex min-h-6 min-w-6 items-center gap-1 rounded-sm text-accent hover:underline focus-visible:-outline-offset-1 pointer-coarse:min-h-touch'
