import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { requireViewer } from '@/lib/server/session'

/**
 * Around pages that are the owner's: to everybody else there is nothing at their address. In a layout, because a page
 * below a loading screen is asked only when the answer has begun, too late to say 404.
 */
export async function OwnerLayout({ children }: { children: ReactNode }) {
  const viewer = await requireViewer()
  if (viewer.role !== 'owner') notFound()
  return children
}
