import { Skeleton } from '@/components/ui/skeleton'

export default function ExplorerLoading() {
  return (
    <div className="flex h-full bg-canvas">
      <div className="w-80 space-y-3 border-e border-line bg-panel p-4 max-md:w-full">
        <Skeleton className="h-9" />
        <Skeleton className="h-64" />
      </div>
    </div>
  )
}
