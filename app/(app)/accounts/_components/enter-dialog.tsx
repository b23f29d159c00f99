'use client'

import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { tellViewChange } from '@/lib/client/view-change-signal'
import type { AccountNode } from '@/lib/domain/api/accounts'
import { enterViewAction } from '../actions'

/** Says what looking as a customer means before it begins. A full page load follows, so that nothing wider stays in memory. */
export function EnterDialog({ account, onClose }: { account: AccountNode; onClose: () => void }) {
  const t = useTranslations('accounts.enter')
  const tForm = useTranslations('accounts.form')
  const [failure, setFailure] = useState<string | null>(null)
  const [isBusy, start] = useTransition()
  const enter = () =>
    start(async () => {
      setFailure(null)
      const answer = await enterViewAction(account.id).catch(() => null)
      if (!answer?.ok) return setFailure(answer?.message ?? tForm('noAnswer'))
      tellViewChange()
      window.location.assign('/map')
    })
  return (
    <Dialog title={t('title', { name: account.name })} onClose={onClose} isHeld={isBusy}>
      <p className="text-sm">{t('body')}</p>
      <p className="text-sm text-muted">{t('noted')}</p>
      {failure === null ? null : (
        <Banner tone="danger" title={t('failed')}>
          {failure}
        </Banner>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose} disabled={isBusy}>
          {tForm('cancel')}
        </Button>
        <Button variant="primary" onClick={enter} disabled={isBusy}>
          {t('confirm')}
        </Button>
      </div>
    </Dialog>
  )
}
