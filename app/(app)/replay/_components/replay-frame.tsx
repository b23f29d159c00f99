import { Skeleton } from '@/components/ui/skeleton'

/** The frame of the replay, with everything at its later place. */
export function ReplayFrame() {
  return (
    <div className="relative h-full md:flex">
      <div className="space-y-3 bg-panel p-4 max-md:absolute max-md:inset-x-0 max-md:bottom-0 max-md:h-1/2 max-md:rounded-t-xl md:w-80 lg:w-96 md:border-e md:border-line">
        <Skeleton className="h-9 w-full rounded" />
        <Skeleton className="h-9 w-2/3 rounded" />
        <Skeleton className="h-24 w-full rounded" />
      </div>
      <div className="bg-canvas max-md:absolute max-md:inset-0 max-md:-z-10 md:grow" />
    </div>
  )
}
