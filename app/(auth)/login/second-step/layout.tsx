import type { ReactNode } from 'react'
import { Words } from '@/app/_components/words'

export default function SecondStepLayout({ children }: { children: ReactNode }) {
  return <Words of={['security.codes', 'security.factor']}>{children}</Words>
}
