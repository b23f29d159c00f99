import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

/** A value that somebody should look into. */
export function RowNote({ children }: { children: ReactNode }) {
  return (
    <span className="flex gap-1.5">
      <TriangleAlert aria-hidden className="mt-px size-4 shrink-0 text-warning" />
      <span className="min-w-0 font-medium">{children}</span>
    </span>
  )
}
