import { Skeleton } from '@/components/ui/skeleton'

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l']

/** The page before anything is known, with everything at its later place. */
export function DevicesFrame() {
  return (
    <div className="flex h-full flex-col bg-canvas" aria-hidden>
      <div className="space-y-3 p-4 md:px-6">
        <Skeleton className="h-8 w-40 rounded" />
        <Skeleton className="h-14 w-full rounded" />
        <Skeleton className="h-9 w-full rounded" />
      </div>
      <RowsSkeleton />
    </div>
  )
}

/** Grey shapes where rows will be. */
export function RowsSkeleton() {
  return (
    <div className="min-h-0 grow space-y-5 overflow-hidden border-t border-line bg-panel p-4" aria-hidden>
      {ROWS.map((key) => (
        <Skeleton key={key} className="h-5 w-full rounded" />
      ))}
    </div>
  )
}
