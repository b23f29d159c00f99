import type { ReactNode } from 'react'
import { Words } from '@/app/_components/words'
import { OwnerLayout } from '../_components/owner-layout'

export default function DeliveriesLayout({ children }: { children: ReactNode }) {
  return (
    <Words of={['notify.log', 'notify.settings']}>
      <OwnerLayout>{children}</OwnerLayout>
    </Words>
  )
}
