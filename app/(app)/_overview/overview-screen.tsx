'use client'

import { useTranslations } from 'next-intl'
import { AlarmsCard } from './alarms-card'
import { ExpiringCard } from './expiring-card'
import { SilentCard } from './silent-card'
import { StatusTiles } from './status-tiles'
import { UseCard } from './use-card'

/** How the fleet stands at a glance; everything counted leads to what it counts. */
export function OverviewScreen() {
  const t = useTranslations('overview')
  return (
    <div className="scrollbar-quiet h-full overflow-y-auto bg-canvas">
      <div className="mx-auto flex max-w-6xl flex-col gap-4 px-4 pt-4 pb-8 md:px-6 md:pt-5">
        <h1 className="text-xl font-semibold tracking-tight max-md:text-lg">{t('title')}</h1>
        <StatusTiles />
        <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
          <AlarmsCard />
          <UseCard />
          <SilentCard />
          <ExpiringCard />
        </div>
      </div>
    </div>
  )
}
