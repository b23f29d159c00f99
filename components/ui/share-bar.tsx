import { classNames } from './class-names'

export type ShareBarProps = {
  /** Parts of the whole, 0 to 1, from the start. */
  parts: readonly { key: string; share: number; className: string }[]
  className?: string
}

/** A quiet bar of proportions. It repeats figures that stand beside it, so readers skip it. */
export function ShareBar({ parts, className }: ShareBarProps) {
  return (
    <span aria-hidden className={classNames('flex gap-px overflow-hidden rounded-full bg-sunken', className)}>
      {parts.map(({ key, share, className: look }) =>
        share > 0 ? (
          <span
            key={key}
            style={{ flexBasis: `${share * 100}%` }}
            className={classNames('min-w-0.5', look)}
          />
        ) : null,
      )}
    </span>
  )
}
