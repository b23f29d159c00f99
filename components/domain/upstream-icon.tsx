import { CircleAlert, CircleCheck, CircleDashed, type LucideIcon, TriangleAlert } from 'lucide-react'
import { classNames } from '@/components/ui/class-names'
import type { UpstreamHealthKind } from '@/lib/domain/upstream'
import { type UpstreamTone, upstreamTone } from './upstream-tone'

/** The health of a connection as shape and colour. Always beside words that say it. */
export function UpstreamIcon({ kind, className }: { kind: UpstreamHealthKind; className: string }) {
  const tone = upstreamTone(kind)
  const Icon = ICONS[tone]
  return <Icon aria-hidden className={classNames('shrink-0', COLOURS[tone], className)} strokeWidth={1.75} />
}

const ICONS: Record<UpstreamTone, LucideIcon> = {
  good: CircleCheck,
  calm: CircleDashed,
  warning: TriangleAlert,
  danger: CircleAlert,
}

const COLOURS: Record<UpstreamTone, string> = {
  good: 'text-success',
  calm: 'text-muted',
  warning: 'text-warning',
  danger: 'text-danger',
}
