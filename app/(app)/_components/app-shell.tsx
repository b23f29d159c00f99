'use client'

import dynamic from 'next/dynamic'
import { useSelectedLayoutSegment } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { AlarmPlaceProvider } from '@/lib/client/alarm-place'
import { FormatPreferencesProvider } from '@/lib/client/format/preferences'
import { type QueriesPlace, QueriesPlaceContext } from '@/lib/client/queries-place'
import { untilLoaded } from '@/lib/client/until-loaded'
import { useHasVehicles } from '@/lib/client/use-has-vehicles'
import { useLate } from '@/lib/client/use-late'
import { LiveProvider } from '@/lib/client/use-live'
import type { Brand } from '@/lib/domain/api/branding'
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
  const [queries] = useState<QueriesPlace>(() => ({ client: null }))
  const navItems = navItemsFor(person.role, NAV_ITEMS, person.rights)
  useServiceWorker()
  return (
    <QueriesPlaceContext value={queries}>
      <FormatPreferencesProvider value={person.preferences}>
        <LiveProvider>
          <AlarmPlaceProvider>
            <a href="#content" className={SKIP_LINK}>
              {t('skipToContent')}
            </a>
            <ViewChangeListener />
            <div className="flex h-dvh flex-col overflow-hidden">
              {view === null ? null : <ViewAsBanner view={view} />}
              <div className="relative flex min-h-0 grow flex-col">
                <ShellHeader person={person} brand={brand} navItems={navItems} />
                <main id="content" tabIndex={-1} className="relative min-h-0 grow outline-none">
                  <PageQueries>{children}</PageQueries>
                </main>
                <PhoneNav items={navItems} />
              </div>
            </div>
            <Beside />
          </AlarmPlaceProvider>
        </LiveProvider>
      </FormatPreferencesProvider>
    </QueriesPlaceContext>
  )
}

// The import stands inside, so that the server tells browsers of its script ahead.
const Queries = dynamic(() =>
  untilLoaded(() => import('@/lib/client/queries-provider')).then((module) => module.Queries),
)

/** A stream that brings no vehicles holds up what comes beside the page no longer than this. */
const WAIT_MS = 3_000

const loadLateParts = () => import('./late-parts').then((module) => module.LateParts)

/** Notices and alarms, whose script does not stand before the first vehicles. */
function Beside() {
  const LateParts = useLate(loadLateParts, useHasVehicles(WAIT_MS))
  return LateParts ? <LateParts /> : null
}

/** Pages ask the server. Only the map is there before it has anything to ask, and its parts that do bring the means with them. */
function PageQueries({ children }: { children: ReactNode }) {
  return useSelectedLayoutSegment() === 'map' ? children : <Queries>{children}</Queries>
}

const SKIP_LINK =
  'fixed start-3 top-2 z-toast -translate-y-16 rounded bg-accent px-3 py-1.5 font-medium text-on-accent ' +
  'focus-visible:translate-y-0'
