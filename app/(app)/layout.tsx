import type { ReactNode } from 'react'
import { Words } from '@/app/_components/words'
import { brandingOf } from '@/lib/server/branding'
import { rightsOfViewer } from '@/lib/server/rights'
import { requireSession } from '@/lib/server/session'
import { AppShell } from './_components/app-shell'

export default async function AppLayout({ children }: { children: ReactNode }) {
  const { person, viewer, viewAs } = await requireSession()
  const brand = await brandingOf(viewer.tenantId)
  const view = viewAs && { ...viewAs, endsAtMs: viewAs.endsAt.getTime() }
  return (
    <Words of={['alarms', 'palette', 'settings.menu', 'settings.tabs', 'shell', 'time', 'units', 'viewAs']}>
      <AppShell
        view={view}
        brand={brand}
        person={{ ...person, role: viewer.role, rights: await rightsOfViewer(viewer) }}
      >
        {children}
      </AppShell>
    </Words>
  )
}
