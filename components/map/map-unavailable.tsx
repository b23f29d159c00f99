import { MapPinOff } from 'lucide-react'
import type { ReactNode } from 'react'

export type MapUnavailableProps = {
  title: string
  body: string
  /** How much of the place lies under a sheet, in CSS pixels from below. */
  coveredPx?: number
  /** What can be done about it. */
  children?: ReactNode
}

/** Stands in for the map where it cannot be drawn; the list and the cards beside it go on working. */
export function MapUnavailable({ title, body, coveredPx = 0, children }: MapUnavailableProps) {
  return (
    <div
      role="status"
      className="absolute inset-x-0 top-0 grid place-items-center bg-canvas p-6"
      style={{ bottom: coveredPx }}
    >
      <div className="max-w-sm text-center">
        <MapPinOff aria-hidden className="mx-auto mb-3 size-8 text-faint" strokeWidth={1.5} />
        <p className="font-semibold text-ink">{title}</p>
        <p className="mt-1 text-balance text-muted text-sm">{body}</p>
        {children ? <div className="mt-3">{children}</div> : null}
      </div>
    </div>
  )
}
