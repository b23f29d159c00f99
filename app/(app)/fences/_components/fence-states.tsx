'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'

/** The list could not be read. */
export function ListFailure({ onRetry }: { onRetry: () => void }) {
  const t = useTranslations('fences')
  return (
    <Notice title={t('failureTitle')} body={t('failureBody')} isAlert>
      <Button variant="primary" onClick={onRetry}>
        {t('retry')}
      </Button>
    </Notice>
  )
}

/** The address names a fence that is not there. */
export function UnknownFence({ onClose }: { onClose: () => void }) {
  const t = useTranslations('fences')
  return (
    <Notice title={t('unknownTitle')} body={t('unknownBody')} isAlert>
      <Button variant="primary" onClick={onClose}>
        {t('showAll')}
      </Button>
    </Notice>
  )
}

type NoticeProps = { title: string; body: string; isAlert?: boolean; children?: React.ReactNode }

/** A few words where nothing else is to be shown. */
export function Notice({ title, body, isAlert = false, children }: NoticeProps) {
  return (
    <div
      role={isAlert ? 'alert' : undefined}
      className="flex flex-col items-center gap-3 px-6 py-10 text-center"
    >
      <h2 className="text-base font-semibold">{title}</h2>
      <p className="max-w-xs text-balance text-sm text-muted">{body}</p>
      {children}
    </div>
  )
}
