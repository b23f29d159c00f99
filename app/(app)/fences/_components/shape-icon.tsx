import { Circle, type LucideIcon, Pentagon, Route, Square } from 'lucide-react'
import type { FenceShapeKind } from '@/lib/domain/geofence'

const ICONS: Record<FenceShapeKind, LucideIcon> = {
  circle: Circle,
  polygon: Pentagon,
  rectangle: Square,
  corridor: Route,
}

/** The kind of a shape in the fence's colour; what it is called stands beside it. */
export function ShapeIcon({ kind, color }: { kind: FenceShapeKind; color: string }) {
  const Icon = ICONS[kind]
  return (
    <span aria-hidden className="grid size-7 shrink-0 place-items-center rounded bg-sunken" style={{ color }}>
      <Icon className="size-4" strokeWidth={2.25} />
    </span>
  )
}
