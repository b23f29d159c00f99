import { ArrowDown, ArrowUp } from 'lucide-react'
import { classNames } from './class-names'

export type SortDirection = 'ascending' | 'descending'

export type SortHeaderProps = {
  label: string
  /** How the table is sorted by this column; null when it is by another one. */
  direction: SortDirection | null
  onSort: () => void
  align?: 'start' | 'end'
  className?: string
}

/** The head of a column that sorts its table. The arrow's room is always there, so that nothing moves. */
export function SortHeader({ label, direction, onSort, align = 'end', className }: SortHeaderProps) {
  const Arrow = direction === 'ascending' ? ArrowUp : ArrowDown
  return (
    <th scope="col" aria-sort={direction ?? 'none'} className={className}>
      <button
        type="button"
        onClick={onSort}
        className={classNames(
          'group/sort inline-flex min-h-6 items-center gap-1 rounded-sm font-medium hover:text-ink',
          align === 'end' && 'flex-row-reverse text-end',
          direction && 'text-ink',
        )}
      >
        {label}
        <Arrow
          aria-hidden
          className={classNames('size-3 shrink-0', direction ? '' : 'opacity-0 group-hover/sort:opacity-50')}
        />
      </button>
    </th>
  )
}
