import { Skeleton } from '@/components/ui/skeleton'

/** Grey shapes where a tree will be. */
export function TreeSkeleton() {
  return (
    <div className="min-h-0 grow space-y-3 overflow-hidden p-4" aria-hidden>
      {['ms-0', 'ms-6', 'ms-6', 'ms-12', 'ms-12', 'ms-6', 'ms-6'].map((indent, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: shapes that never change place.
        <div key={index} className={indent}>
          <Skeleton className="h-9 w-full rounded" />
        </div>
      ))}
    </div>
  )
}
