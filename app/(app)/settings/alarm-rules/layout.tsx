import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { Words } from '@/app/_components/words'
import { requireViewer } from '@/lib/server/session'

/** Owners change the rules, dispatchers and distributors see them; to viewers there is nothing at this address. */
export default async function AlarmRulesLayout({ children }: { children: ReactNode }) {
  const viewer = await requireViewer()
  if (viewer.role === 'viewer') notFound()
  return <Words of={['notify']}>{children}</Words>
}
