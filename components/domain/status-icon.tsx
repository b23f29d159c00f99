import type { VehicleStatus } from '@/lib/domain/vehicle'

export type StatusIconProps = {
  status: VehicleStatus
  /** Degrees from north for a moving vehicle; north-east when unknown. */
  headingDeg?: number
  className?: string
}

/** The shape and colour of a status, the same as on the map. Always beside a word or inside something that has one. */
export function StatusIcon({ status, headingDeg = 45, className = 'size-5' }: StatusIconProps) {
  return (
    <svg aria-hidden viewBox="0 0 20 20" className={`shrink-0 ${COLOURS[status]} ${className}`}>
      {status === 'moving' ? <Arrow headingDeg={headingDeg} /> : SHAPES[status]}
    </svg>
  )
}

export const STATUS_TEXT_CLASSES: Record<VehicleStatus, string> = {
  moving: 'text-status-moving',
  idling: 'text-status-idling',
  parked: 'text-status-parked',
  offline: 'text-status-offline',
  expired: 'text-status-expired',
}

const COLOURS = STATUS_TEXT_CLASSES

function Arrow({ headingDeg }: { headingDeg: number }) {
  return (
    <path
      d="M10 1.8 16.6 17a.7.7 0 0 1-1 .9L10 14.9l-5.6 3a.7.7 0 0 1-1-.9L10 1.8Z"
      fill="currentColor"
      transform={`rotate(${headingDeg} 10 10)`}
    />
  )
}

const SHAPES = {
  idling: (
    <>
      <circle cx="10" cy="10" r="7.25" fill="none" stroke="currentColor" strokeWidth="2" />
      <path d="M8 7v6M12 7v6" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </>
  ),
  parked: (
    <>
      <rect x="2.5" y="2.5" width="15" height="15" rx="3.5" fill="currentColor" />
      <path
        d="M8 14.2V5.9h2.7a2.55 2.55 0 0 1 0 5.1H8"
        fill="none"
        stroke="var(--panel)"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </>
  ),
  offline: (
    <circle
      cx="10"
      cy="10"
      r="6.5"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeDasharray="3 2.1"
    />
  ),
  expired: (
    <path
      d="m10 2.2 7.8 7.8-7.8 7.8L2.2 10Z"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinejoin="round"
    />
  ),
}
