import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Skeleton } from '@/components/ui/skeleton'

/** The page's own scroll area. */
export function DeviceFrame({ children }: { children: ReactNode }) {
  return (
    <div className="scrollbar-quiet h-full overflow-y-auto bg-canvas">
      <div className="mx-auto flex max-w-7xl flex-col px-4 pb-[calc(2rem+env(safe-area-inset-bottom))] md:px-6">
        {children}
      </div>
    </div>
  )
}

/** Charts to come. */
export function ChartsSkeleton() {
  const t = useTranslations('devicePage')
  return (
    <div role="status" className="grid gap-4 py-4 lg:grid-cols-2">
      <span className="sr-only">{t('loading')}</span>
      {['a', 'b', 'c', 'd'].map((key) => (
        <div key={key} className="h-49 rounded-lg border border-line bg-panel p-4">
          <Skeleton className="h-4 w-32" />
          <Skeleton className="mt-6 h-24" />
        </div>
      ))}
    </div>
  )
}
