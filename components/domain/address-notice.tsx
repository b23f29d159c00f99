'use client'

import { Info, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { classNames } from '@/components/ui/class-names'

export type AddressNoticeProps = {
  lines: readonly string[]
  onHide: () => void
  /** Of what is seen while there is something to say. */
  className?: string
}

/** Says quietly what of an address could not be read and what is shown instead, one line each. Without lines it takes no room. */
export function AddressNotice({ lines, onHide, className }: AddressNoticeProps) {
  const t = useTranslations('shell.address')
  return (
    <div role="status" className="shrink-0">
      {lines.length === 0 ? null : (
        <div className={classNames(BAR, className)}>
          <Info aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
          <div className="min-w-0 grow">
            <p className="font-medium">{t('title')}</p>
            <ul className="mt-0.5 space-y-0.5 wrap-anywhere text-pretty text-muted">
              {lines.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </div>
          <button type="button" aria-label={t('hide')} onClick={onHide} className={HIDE}>
            <X aria-hidden className="size-4" />
          </button>
        </div>
      )}
    </div>
  )
}

const BAR = 'flex items-start gap-2.5 border-b border-line bg-sunken px-4 py-2 text-sm text-ink max-md:px-3'
const HIDE =
  '-my-1 -me-1.5 flex size-7 shrink-0 items-center justify-center rounded text-muted hover:text-ink pointer-coarse:size-touch'
