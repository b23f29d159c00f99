import type { ReactNode } from 'react'
import { rightsOfViewer } from '@/lib/server/rights'
import { requireViewer } from '@/lib/server/session'
import { SettingsBar } from './_components/settings-bar'

/** Everybody has preferences and notifications; every other page here stands in a layout that says whose it is. */
export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const viewer = await requireViewer()
  return (
    <div className="flex h-full flex-col">
      <SettingsBar role={viewer.role} rights={await rightsOfViewer(viewer)} />
      <div className="min-h-0 grow">{children}</div>
    </div>
  )
}
