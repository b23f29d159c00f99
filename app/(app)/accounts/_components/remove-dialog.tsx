'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { Banner } from '@/components/ui/banner'
import { Button, buttonClasses } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { useAccountStakes } from '@/lib/client/queries/accounts'
import type { AccountNode } from '@/lib/domain/api/accounts'
import { removeAccountAction } from '../actions'
import { Field } from './field'
import { StakesList } from './stakes-list'

export type RemoveDialogProps = { account: AccountNode; onClose: () => void; onRemoved: () => void }

/** Says what would be left behind, and asks for the login. An account that holds something stays. */
export function RemoveDialog({ account, onClose, onRemoved }: RemoveDialogProps) {
  const t = useTranslations('accounts.remove')
  const tForm = useTranslations('accounts.form')
  const [typed, setTyped] = useState('')
  const [failure, setFailure] = useState<string | null>(null)
  const [isBusy, start] = useTransition()
  const stakes = useAccountStakes(account.id)
  const isUsed = stakes.data !== undefined && stakes.data.accounts + stakes.data.devices > 0
  const isTyped = typed.trim() === account.login
  const remove = () =>
    start(async () => {
      setFailure(null)
      const answer = await removeAccountAction(account.id, typed).catch(() => null)
      if (answer?.ok) onRemoved()
      else setFailure(answer?.message ?? tForm('noAnswer'))
    })
  return (
    <Dialog title={t('title', { name: account.name })} onClose={onClose} isHeld={isBusy}>
      <StakesList stakes={stakes} title={t('orphans')} />
      {isUsed ? (
        <p className="text-sm">{t('stillUsed')}</p>
      ) : (
        <>
          <p className="text-sm text-muted">{t('body')}</p>
          <Field
            label={t('typeLogin', { login: account.login })}
            value={typed}
            maxLength={200}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            onChange={(event) => setTyped(event.target.value)}
          />
        </>
      )}
      {failure === null ? null : (
        <Banner tone="danger" title={t('failed')}>
          {failure}
        </Banner>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose} disabled={isBusy}>
          {t('keep')}
        </Button>
        {stakes.data !== undefined && stakes.data.devices > 0 ? (
          <Link
            href={`/devices?account=${account.id}` as Route}
            className={buttonClasses({ variant: 'primary' })}
          >
            {t('showDevices')}
          </Link>
        ) : isUsed ? null : (
          <Button
            variant="primary"
            onClick={remove}
            disabled={isBusy || !isTyped || stakes.data === undefined}
          >
            {t('confirm')}
          </Button>
        )}
      </div>
    </Dialog>
  )
}
