import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Plate } from '@/components/domain/plate'
import { StatusIcon } from '@/components/domain/status-icon'
import { classNames } from '@/components/ui/class-names'
import type { Formats } from '@/lib/client/format/use-formats'
import { vehicleTitle } from '@/lib/client/format/vehicle-title'
import type { DeviceRow } from '@/lib/domain/api/device-table'
import { deviceIconOf } from '@/lib/domain/device-edit'
import type { DeviceColumn } from '@/lib/domain/device-table'

export type CellContentProps = {
  row: DeviceRow
  column: DeviceColumn
  formats: Formats
  /** Server time, ms since epoch. */
  nowMs: number
}

const SOON_MS = 30 * 86_400_000
const AT_END: readonly DeviceColumn[] = ['odometer', 'battery']

/** Whether figures of a column stand one below the other at its end. */
export function isAtEnd(column: DeviceColumn): boolean {
  return AT_END.includes(column)
}

/** What a cell shows. A name is the way to the device's own page. */
export function CellContent({ row, column, formats, nowMs }: CellContentProps) {
  const tWords = useTranslations('devices.words')
  if (column === 'name')
    return (
      <Link
        href={`/devices/${encodeURIComponent(row.imei)}`}
        prefetch={false}
        tabIndex={-1}
        className="block truncate font-medium text-ink hover:text-accent"
      >
        <bdi>{vehicleTitle(row)}</bdi>
      </Link>
    )
  if (column === 'plate')
    return row.plate === null ? (
      <None />
    ) : (
      <span className="flex">
        <Plate text={row.plate} />
      </span>
    )
  if (column === 'status')
    return (
      <span className="flex items-center gap-1.5">
        <StatusIcon status={row.status} className="size-4" />
        {tWords(row.status)}
      </span>
    )
  if (column === 'kind') return <Text text={tWords(row.kind)} />
  if (column === 'enabled')
    return (
      <span className={row.enabled ? undefined : 'text-danger'}>
        {tWords(row.enabled ? 'enabled' : 'disabled')}
      </span>
    )
  if (column === 'icon') {
    const icon = deviceIconOf(row.icon)
    return <Text text={icon === null ? row.icon : tWords(icon)} />
  }
  if (column === 'lastReport') return <Age at={row.lastReportAt} formats={formats} nowMs={nowMs} />
  if (column === 'activated') return <Day at={row.activatedAt} formats={formats} />
  if (column === 'expires') return <Term at={row.expiresAt} formats={formats} nowMs={nowMs} />
  if (column === 'odometer')
    return <Text text={row.odometerKm === null ? null : formats.distance(row.odometerKm)} />
  if (column === 'battery')
    return <Text text={row.batteryPercent === null ? null : formats.percent(row.batteryPercent)} />
  return <Text text={plainText(row, column)} />
}

type PlainColumn = 'account' | 'group' | 'driverName' | 'driverPhone' | 'model' | 'imei' | 'sim' | 'remark'

function plainText(row: DeviceRow, column: PlainColumn): string | null {
  if (column === 'account') return row.accountName
  return column === 'group' ? row.groupName : row[column]
}

function Text({ text }: { text: string | null }) {
  if (text === null || text === '') return <None />
  return (
    <bdi className="block truncate tabular-nums" title={text}>
      {text}
    </bdi>
  )
}

function None() {
  return <span className="text-faint">–</span>
}

function Age({ at, formats, nowMs }: { at: string | null; formats: Formats; nowMs: number }) {
  const t = useTranslations('devices.table')
  if (at === null) return <span className="text-faint">{t('never')}</span>
  const atMs = Date.parse(at)
  return (
    <time dateTime={at} title={formats.exactTime(atMs)} className="tabular-nums">
      {formats.ago(Math.max(0, nowMs - atMs))}
    </time>
  )
}

function Day({ at, formats }: { at: string | null; formats: Formats }) {
  if (at === null) return <None />
  const atMs = Date.parse(at)
  return (
    <time dateTime={at} title={formats.exactTime(atMs)} className="tabular-nums">
      {formats.date(atMs)}
    </time>
  )
}

function Term({ at, formats, nowMs }: { at: string | null; formats: Formats; nowMs: number }) {
  const t = useTranslations('devices.table')
  if (at === null) return <None />
  const atMs = Date.parse(at)
  const isOver = atMs <= nowMs
  return (
    <time
      dateTime={at}
      title={formats.exactTime(atMs)}
      className={classNames(
        'block truncate tabular-nums',
        isOver ? 'text-status-expired' : atMs - nowMs <= SOON_MS ? 'text-warning' : undefined,
      )}
    >
      {isOver ? t('expiredFor', { date: formats.utcDate(atMs) }) : formats.utcDate(atMs)}
    </time>
  )
}
