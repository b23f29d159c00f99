import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { requireSession } from '@/lib/server/session'
import { AppShell } from './_components/app-shell'

export const metadata: Metadata = {
  icons: { icon: '/icon.svg', apple: '/icons/apple-touch-icon.png' },
}

export default async function AppLayout({ children }: { children: ReactNode }) {
  const { person, viewer } = await requireSession()
  return <AppShell person={{ ...person, role: viewer.role }}>{children}</AppShell>
}
