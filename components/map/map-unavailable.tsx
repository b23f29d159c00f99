import { MapPinOff } from 'lucide-react'

/** Stands in for the map where it cannot be drawn; the list and the cards beside it go on working. */
export function MapUnavailable({ title, body }: { title: string; body: string }) {
  return (
    <div role="status" className="absolute inset-0 grid place-items-center bg-canvas p-6">
      <div className="max-w-sm text-center">
        <MapPinOff aria-hidden className="mx-auto mb-3 size-8 text-faint" strokeWidth={1.5} />
        <p className="font-semibold text-ink">{title}</p>
        <p className="mt-1 text-muted text-sm">{body}</p>
      </div>
    </div>
  )
}
