import { Hourglass } from 'lucide-react'
import { memo } from 'react'
import { classNames } from '@/components/ui/class-names'
import type { VehicleStatus } from '@/lib/domain/vehicle'
import { BatteryIcon } from './battery-icon'
import { Plate } from './plate'
import { STATUS_TEXT_CLASSES, StatusIcon } from './status-icon'

export type VehicleRowProps = {
  /** Unique in the list; the list points to its active row by it. */
  id: string
  position: number
  setSize: number
  offsetPx: number
  title: string
  plate: string | null
  driver: string | null
  status: VehicleStatus
  headingDeg: number
  /** What stands at the right: a speed for what moves, else the status and how long it has held. */
  state: string
  /** Age of the last fix. */
  age: string
  ageTitle: string
  /** Words of the marks; null without the mark. */
  staleText: string | null
  batteryText: string | null
  batteryPercent: number
  chosen: boolean
  active: boolean
}

/** One vehicle of the list, 56 px high. All props are plain values, so a row renders again only when what it shows changed. */
export const VehicleRow = memo(function VehicleRow(props: VehicleRowProps) {
  const { title, plate, driver, status, chosen, active } = props
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the list keeps the focus and names its active row.
    <div
      id={props.id}
      role="option"
      aria-selected={chosen}
      aria-posinset={props.position}
      aria-setsize={props.setSize}
      data-position={props.position}
      style={{ transform: `translateY(${props.offsetPx}px)` }}
      className={classNames(ROW, chosen ? 'bg-accent-soft' : 'hover:bg-sunken', active && ACTIVE)}
    >
      <StatusIcon status={status} headingDeg={props.headingDeg} className="size-5" />
      <span className="flex min-w-0 grow flex-col gap-0.5">
        <span className="flex items-baseline gap-2">
          <span className="min-w-0 grow truncate text-base font-medium text-ink">
            <bdi>{title}</bdi>
          </span>
          {/* Other words are another element: at the end of their line, longer ones would begin elsewhere, and have moved. */}
          <span
            key={props.state}
            className={classNames('shrink-0 text-sm font-medium tabular-nums', STATUS_TEXT_CLASSES[status])}
          >
            {props.state}
          </span>
        </span>
        <span className="flex h-4.5 items-center gap-2 text-sm text-muted">
          {plate && plate !== title ? <Plate text={plate} className="shrink-0 basis-auto" /> : null}
          <span className="min-w-0 grow truncate">
            <bdi>{driver}</bdi>
          </span>
          {props.batteryText ? (
            <Mark text={props.batteryText}>
              <BatteryIcon percent={props.batteryPercent} className="h-2.5 w-4.5" />
            </Mark>
          ) : null}
          {props.staleText ? (
            <Mark text={props.staleText}>
              <Hourglass aria-hidden className="size-3.5 text-warning" strokeWidth={2} />
            </Mark>
          ) : null}
          <span
            key={props.age}
            title={props.ageTitle}
            className={classNames(
              'min-w-12 shrink-0 text-end tabular-nums',
              props.staleText ? 'text-warning' : 'text-faint',
            )}
          >
            {props.age}
          </span>
        </span>
      </span>
    </div>
  )
})

export const VEHICLE_ROW_HEIGHT_PX = 56

function Mark({ text, children }: { text: string; children: React.ReactNode }) {
  return (
    <span title={text} className="flex shrink-0 items-center">
      {children}
      <span className="sr-only">{text}</span>
    </span>
  )
}

const ROW = 'absolute inset-x-2 top-0 flex h-14 cursor-default items-center gap-3 rounded px-2.5 select-none'
const ACTIVE = 'outline-2 -outline-offset-2 outline-transparent group-focus-visible/list:outline-focus'
