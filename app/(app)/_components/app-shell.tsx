'use client'

import { QueryClientProvider } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { FormatPreferencesProvider } from '@/lib/client/format/preferences'
import { createQueryClient } from '@/lib/client/query-client'
import { AlarmProvider } from '@/lib/client/use-alarms'
import { LiveProvider } from '@/lib/client/use-live'
import type { Brand } from '@/lib/domain/api/branding'
import { AlarmToasts } from './alarm-toasts'
import { LiveNotices } from './live-notices'
import { NAV_ITEMS, navItemsFor } from './nav-items'
import { PhoneNav } from './phone-nav'
import { ShellHeader } from './shell-header'
import type { ShellPerson } from './shell-person'
import { useServiceWorker } from './use-service-worker'
import { type ShownView, ViewAsBanner, ViewChangeListener } from './view-as-banner'

export type AppShellProps = {
  person: ShellPerson
  brand: Brand
  /** Set while the person looks as a customer does. */
  view: ShownView | null
  children: ReactNode
}

/** What every signed-in page stands in: header, one live connection, notices. It outlives navigation between pages. */
export function AppShell({ person, brand, view, children }: AppShellProps) {
  const t = useTranslations('shell')
  const [queryClient] = useState(createQueryClient)
  const navItems = navItemsFor(person.role, NAV_ITEMS, person.rights)
  useServiceWorker()
  return (
    <QueryClientProvider client={queryClient}>
      <FormatPreferencesProvider value={person.preferences}>
        <LiveProvider>
          <AlarmProvider>
            <a href="#content" className={SKIP_LINK}>
              {t('skipToContent')}
            </a>
            <ViewChangeListener />
            <div className="flex h-dvh flex-col overflow-hidden">
              {view === null ? null : <ViewAsBanner view={view} />}
              <div className="relative flex min-h-0 grow flex-col">
                <ShellHeader person={person} brand={brand} navItems={navItems} />
                <main id="content" tabIndex={-1} className="relative min-h-0 grow outline-none">
                  {children}
                </main>
                <PhoneNav items={navItems} />
              </div>
            </div>
            <LiveNotices />
            <AlarmToasts />
          </AlarmProvider>
        </LiveProvider>
      </FormatPreferencesProvider>
    </QueryClientProvider>
  )
}

const SKIP_LINK =
  'fixed start-3 top-2 z-toast -translate-y-16 rounded bg-accent px-3 py-1.5 font-medium text-on-accent ' +
  'focus-visible:translate-y-0'
