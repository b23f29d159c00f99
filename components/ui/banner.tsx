import { CircleAlert, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names'

export type BannerTone = 'warning' | 'danger'

export type BannerProps = {
  tone: BannerTone
  title: string
  children?: ReactNode
  actions?: ReactNode
  className?: string
}

/** Says what is wrong in place, without covering or blocking anything. Readers hear it politely. */
export function Banner({ tone, title, children, actions, className }: BannerProps) {
  const Icon = tone === 'danger' ? CircleAlert : TriangleAlert
  return (
    <div
      role="status"
      className={classNames('flex items-start gap-2.5 px-3 py-2 text-sm text-ink', TONES[tone], className)}
    >
      <Icon aria-hidden className={classNames('mt-px size-4 shrink-0', ICONS[tone])} />
      <p className="min-w-0 grow">
        <strong className="font-semibold">{title}</strong> {children}
      </p>
      {actions}
    </div>
  )
}

const TONES: Record<BannerTone, string> = { warning: 'bg-warning-soft', danger: 'bg-danger-soft' }
const ICONS: Record<BannerTone, string> = { warning: 'text-warning', danger: 'text-danger' }
