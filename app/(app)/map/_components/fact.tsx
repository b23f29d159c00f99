import type { ReactNode } from 'react'
import { classNames } from '@/components/ui/class-names'

export type FactProps = {
  label: string
  /** More about the value on hover: the full time, the source of a figure. */
  title?: string
  wide?: boolean
  children: ReactNode
}

/** One labelled value of a definition list. */
export function Fact({ label, title, wide, children }: FactProps) {
  return (
    <div className={classNames('min-w-0', wide && 'col-span-2')}>
      <dt className="text-xs text-faint">{label}</dt>
      <dd
        title={title}
        className="mt-0.5 flex min-h-5 items-center gap-1.5 text-base wrap-anywhere text-ink tabular-nums"
      >
        {children}
      </dd>
    </div>
  )
}

export const FACTS_CLASSES = 'grid grid-cols-2 gap-x-4 gap-y-3'
