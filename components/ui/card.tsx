import { type ReactNode, useId } from 'react'
import { classNames } from './class-names'

export type CardProps = {
  title: string
  /** What stands at the end of the title's line. */
  aside?: ReactNode
  className?: string
  children: ReactNode
}

/** A titled section of a page on a surface of its own. */
export function Card({ title, aside, className, children }: CardProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} className={classNames('rounded-lg border border-line bg-panel', className)}>
      <div className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
        <h2 id={id} className="grow text-base font-semibold">
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  )
}
