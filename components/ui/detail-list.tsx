import type { ReactNode } from 'react'

/** Labelled values below each other: labels in one column, values in the other. */
export function DetailList({ children }: { children: ReactNode }) {
  return <dl className="divide-y divide-line border-t border-line text-sm">{children}</dl>
}

export function Detail({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid min-h-10 grid-cols-[7rem_minmax(0,1fr)] gap-x-3 px-4 sm:grid-cols-[8.5rem_minmax(0,1fr)] py-2.75">
      <dt className="text-muted">{label}</dt>
      <dd className="wrap-anywhere tabular-nums">{children}</dd>
    </div>
  )
}
