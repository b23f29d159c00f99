import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { Words } from '@/app/_components/words'
import { mayHaveTokens } from '@/lib/server/services/api-tokens'
import { requireViewer } from '@/lib/server/session'

/** To whoever may have no tokens there is nothing here. In a layout, as in ../_components/owner-layout.tsx. */
export default async function ApiLayout({ children }: { children: ReactNode }) {
  if (!(await mayHaveTokens(await requireViewer()))) notFound()
  return <Words of={['customerApi']}>{children}</Words>
}
