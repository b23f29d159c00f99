import { Skeleton } from '@/components/ui/skeleton'

/** The frame of the page, with everything at its later place. */
export function FencesFrame() {
  return (
    <div className="flex h-full flex-col-reverse md:flex-row">
      <div className="flex min-h-0 grow flex-col bg-panel md:w-96 md:grow-0 md:border-e md:border-line">
        <FenceListSkeleton />
      </div>
      <div className="h-[38dvh] shrink-0 bg-canvas md:h-full md:grow" />
    </div>
  )
}

/** Grey shapes where the list will be. */
export function FenceListSkeleton() {
  return (
    <div className="space-y-3 p-3" aria-hidden>
      <Skeleton className="h-9 w-full rounded" />
      {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
        <Skeleton key={key} className="h-12 w-full rounded" />
      ))}
    </div>
  )
}
