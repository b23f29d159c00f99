import { Info, type LucideIcon, OctagonAlert, TriangleAlert } from 'lucide-react'
import { classNames } from '@/components/ui/class-names'
import type { AlarmSeverity } from '@/lib/domain/alarm-severity'

/** The shape and colour of a severity. Always beside its word. */
export function SeverityIcon({
  severity,
  className = 'size-4',
}: {
  severity: AlarmSeverity
  className?: string
}) {
  const Icon = ICONS[severity]
  return (
    <Icon
      aria-hidden
      strokeWidth={2}
      className={classNames('shrink-0', SEVERITY_TEXT_CLASSES[severity], className)}
    />
  )
}

export const SEVERITY_TEXT_CLASSES: Record<AlarmSeverity, string> = {
  critical: 'text-danger',
  warning: 'text-warning',
  info: 'text-muted',
}

const ICONS: Record<AlarmSeverity, LucideIcon> = {
  critical: OctagonAlert,
  warning: TriangleAlert,
  info: Info,
}
