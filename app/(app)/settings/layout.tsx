import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { requireViewer } from '@/lib/server/session'

/** Settings are the owner's: to everybody else there is nothing at these addresses. What they show is checked once more where it is read. */
export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const viewer = await requireViewer()
  if (viewer.role !== 'owner') notFound()
  return children
}
