import type { ReactNode } from 'react'
import { Words } from '@/app/_components/words'
import { OwnerLayout } from '../_components/owner-layout'

export default function GapsLayout({ children }: { children: ReactNode }) {
  return (
    <Words of={['gaps']}>
      <OwnerLayout>{children}</OwnerLayout>
    </Words>
  )
}
