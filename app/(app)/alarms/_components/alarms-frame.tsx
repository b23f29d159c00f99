import { Skeleton } from '@/components/ui/skeleton'

/** The frame of the page, with everything at its later place. */
export function AlarmsFrame() {
  return (
    <div className="flex h-full">
      <div className="flex min-w-0 grow flex-col bg-panel md:w-108 md:grow-0 md:border-e md:border-line">
        <div className="space-y-2 border-b border-line p-3">
          <Skeleton className="h-8 w-40 rounded pointer-coarse:h-touch" />
          <Skeleton className="h-10 w-full rounded pointer-coarse:h-touch" />
          <Skeleton className="h-9 w-full rounded pointer-coarse:h-touch" />
        </div>
        <InboxSkeleton />
      </div>
      <div className="hidden grow bg-canvas md:block" />
    </div>
  )
}

/** Grey shapes where the list will be. */
export function InboxSkeleton() {
  return (
    <div className="min-h-0 grow space-y-4 overflow-hidden p-4" aria-hidden>
      {['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((key) => (
        <Skeleton key={key} className="h-14 w-full rounded" />
      ))}
    </div>
  )
}
