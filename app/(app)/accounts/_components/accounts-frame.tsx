import { TreeSkeleton } from '@/components/domain/accounts/tree-skeleton'
import { Skeleton } from '@/components/ui/skeleton'

/** The frame of the page, with everything at its later place. */
export function AccountsFrame() {
  return (
    <div className="flex h-full">
      <div className="flex min-w-0 grow flex-col bg-panel md:w-108 md:grow-0 md:border-e md:border-line">
        <div className="space-y-3 border-b border-line p-3">
          <Skeleton className="h-8 w-40 rounded" />
          <Skeleton className="h-9 w-full rounded" />
        </div>
        <TreeSkeleton />
      </div>
      <div className="hidden grow bg-canvas md:block" />
    </div>
  )
}
