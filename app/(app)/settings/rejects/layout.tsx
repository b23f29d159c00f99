import type { ReactNode } from 'react'
import { Words } from '@/app/_components/words'
import { OwnerLayout } from '../_components/owner-layout'

export default function RejectsLayout({ children }: { children: ReactNode }) {
  return (
    <Words of={['rejects']}>
      <OwnerLayout>{children}</OwnerLayout>
    </Words>
  )
}
