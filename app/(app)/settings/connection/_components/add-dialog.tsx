'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { CredentialFields } from '@/components/connect/credential-fields'
import { OutcomeNote } from '@/components/connect/outcome-note'
import { RegionChoice, type RegionRow } from '@/components/connect/region-choice'
import { type Connected, useAccountForm } from '@/components/connect/use-account-form'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { connectAction } from '../admin-actions'

export type AddDialogProps = {
  regions: readonly RegionRow[]
  onClose: () => void
  onConnected: (outcome: Connected) => void
}

/** Another vendor account for this tenant. What is typed is lost only by its own button. */
export function AddDialog({ regions, onClose, onConnected }: AddDialogProps) {
  const t = useTranslations('connection.manage')
  const queries = useQueryClient()
  const form = useAccountForm({
    connect: connectAction,
    keepKey: null,
    onConnected: (outcome) => {
      void queries.invalidateQueries({ queryKey: ['connections'] })
      onConnected(outcome)
    },
  })
  return (
    <Dialog isHeld title={t('addTitle')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          form.submit()
        }}
        className="flex flex-col gap-5"
      >
        <RegionChoice form={form} regions={regions} />
        <CredentialFields withName form={form} />
        <OutcomeNote form={form} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" variant="primary" aria-disabled={form.isBusy}>
            {t(form.isBusy ? 'testing' : 'connect')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
