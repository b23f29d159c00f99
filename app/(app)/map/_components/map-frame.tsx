import { Skeleton } from '@/components/ui/skeleton'
import { ListSkeleton } from './list-states'

/** The frame of the map screen, with everything at its later place. */
export function MapFrame() {
  return (
    <div className="relative h-full md:flex">
      <div className="flex flex-col overflow-hidden bg-panel max-md:absolute max-md:inset-x-0 max-md:bottom-0 max-md:h-34 max-md:rounded-t-xl md:w-90 md:border-e md:border-line">
        <div className="shrink-0 space-y-2 px-3 pt-6 pb-2 md:pt-3">
          <Skeleton className="h-9 w-full rounded" />
          <Skeleton className="h-12 w-full rounded" />
        </div>
        <div className="h-9 shrink-0 border-b border-line" />
        <ListSkeleton />
      </div>
      <div className="bg-canvas max-md:absolute max-md:inset-0 max-md:-z-10 md:grow" />
    </div>
  )
}
