import type { ReactNode } from 'react'
import { requireViewer } from '@/lib/server/session'
import { SettingsBar } from './_components/settings-bar'

/** Everybody has preferences; every other page here stands in an `OwnerLayout` of its own. */
export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const viewer = await requireViewer()
  return (
    <div className="flex h-full flex-col">
      <SettingsBar isOwner={viewer.role === 'owner'} />
      <div className="min-h-0 grow">{children}</div>
    </div>
  )
}
