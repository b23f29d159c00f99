import type { ReactNode } from 'react'
import { Words } from '@/app/_components/words'
import { OwnerLayout } from '../_components/owner-layout'

export default function ConnectionLayout({ children }: { children: ReactNode }) {
  return (
    <Words of={['connection', 'gaps.card', 'push', 'settings.connection']}>
      <OwnerLayout>{children}</OwnerLayout>
    </Words>
  )
}
