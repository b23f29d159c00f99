import type { ReactNode } from 'react'
import { Words } from '@/app/_components/words'

/** The words stand around the loading screen too. */
export default function CommandsLayout({ children }: { children: ReactNode }) {
  return <Words of={['commands']}>{children}</Words>
}
