import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { mayDo } from '@/lib/server/rights'
import { requireViewer } from '@/lib/server/session'

/** To whoever may not manage people there is nothing here. In a layout, as in ../_components/owner-layout.tsx. */
export default async function PeopleLayout({ children }: { children: ReactNode }) {
  if (!(await mayDo(await requireViewer(), 'manage_people'))) notFound()
  return children
}
