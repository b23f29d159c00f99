'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { useWork } from '../_hooks/use-work'
import { sendTestAction } from '../actions'

export type SendTestProps = {
  target: { way: 'mail' } | { way: 'push' | 'webhook'; id: string }
  /** What is tested, for readers. */
  label: string
  disabled?: boolean
}

/** Sends a test, and says beside the button what came of it. */
export function SendTest({ target, label, disabled }: SendTestProps) {
  const t = useTranslations('notify.settings')
  const { isBusy, failure, run } = useWork()
  const [result, setResult] = useState<{ isDelivered: boolean; words: string } | null>(null)
  const isGood = failure === null && result?.isDelivered === true
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Button
        size="sm"
        aria-label={label}
        disabled={isBusy || disabled}
        onClick={() => run(() => sendTestAction(target), setResult)}
      >
        {t(isBusy ? 'sending' : 'sendTest')}
      </Button>
      <p
        role="status"
        className={classNames('text-sm empty:hidden', isGood ? 'text-success' : 'text-danger')}
      >
        {isBusy ? '' : (failure ?? result?.words ?? '')}
      </p>
    </div>
  )
}
