import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

type NoticeProps = { icon: LucideIcon; title: string; body: string; isAlert?: boolean; children?: ReactNode }

/** A few words where nothing else is to be shown. */
export function Notice({ icon: Icon, title, body, isAlert = false, children }: NoticeProps) {
  return (
    <div
      role={isAlert ? 'alert' : undefined}
      className="flex min-h-0 grow flex-col items-center gap-1 px-6 py-14 text-center"
    >
      <Icon aria-hidden className="mb-2 size-7 text-faint" strokeWidth={1.5} />
      <h2 className="text-base font-semibold">{title}</h2>
      <p className="mb-3 max-w-xs text-balance text-sm text-muted">{body}</p>
      {children}
    </div>
  )
}
