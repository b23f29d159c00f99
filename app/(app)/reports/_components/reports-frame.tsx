import type { ReactNode } from 'react'
import { Skeleton } from '@/components/ui/skeleton'

/** What is saved at the side, on desktops only, and the page's own area. */
export function ReportsFrame({ aside, children }: { aside: ReactNode; children: ReactNode }) {
  return (
    <div className="flex h-full bg-canvas">
      <div className="w-64 shrink-0 border-e border-line bg-panel max-md:hidden lg:w-72">{aside}</div>
      <div className="scrollbar-quiet relative min-w-0 grow overflow-y-auto">{children}</div>
    </div>
  )
}

/** The frame with everything at its later place. */
export function ReportsSkeleton() {
  return (
    <ReportsFrame
      aside={
        <div aria-hidden className="space-y-3 p-3">
          {['a', 'b', 'c', 'd'].map((key) => (
            <Skeleton key={key} className="h-9 w-full rounded" />
          ))}
        </div>
      }
    >
      <div aria-hidden className="mx-auto max-w-5xl space-y-4 p-4 md:p-6">
        <Skeleton className="h-7 w-40" />
        <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
          {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
            <Skeleton key={key} className="h-24 w-full rounded-lg" />
          ))}
        </div>
      </div>
    </ReportsFrame>
  )
}
