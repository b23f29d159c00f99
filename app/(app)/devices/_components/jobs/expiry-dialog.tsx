'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Dialog } from '@/components/ui/dialog'
import { useExpiryPreview } from '@/lib/client/queries/device-jobs'
import { TextField } from '../field'
import { expiryAction } from './actions'
import { DialogFoot } from './dialog-foot'
import { ExpiryPreviewCard } from './expiry-preview-card'
import { type JobDialogProps, useBegin } from './use-begin'

/** A new last day for many devices, with what that changes told before. */
export function ExpiryDialog({ deviceIds, onDone, onClose }: JobDialogProps) {
  const t = useTranslations('deviceJobs.expiry')
  const tFailures = useTranslations('deviceJobs.failures')
  const [date, setDate] = useState('')
  const [isMissing, setMissing] = useState(false)
  const preview = useExpiryPreview(deviceIds, date)
  const { begin, why, failure, isBusy } = useBegin({ onDone, onClose })
  const isPast = preview.data?.isPast === true
  const isOfField = why === 'past' || why === 'invalid'
  return (
    <Dialog
      title={t('title', { count: deviceIds.length })}
      onClose={onClose}
      isHeld={isBusy}
      className="max-w-md"
    >
      <form
        noValidate
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (date === '') return setMissing(true)
          if (!isPast) begin(() => expiryAction({ deviceIds, date }))
        }}
      >
        <TextField
          type="date"
          max="9999-12-31"
          label={t('date')}
          hint={t('hint')}
          problem={isMissing ? t('missing') : isPast ? tFailures('past') : isOfField ? failure : null}
          value={date}
          onChange={({ target }) => {
            setDate(target.value)
            setMissing(false)
          }}
        />
        {date === '' || isPast ? null : <ExpiryPreviewCard preview={preview} date={date} />}
        <p className="text-sm text-muted">{t('whose')}</p>
        <DialogFoot
          failure={isOfField ? null : failure}
          goWord={t('go')}
          isReady={!isBusy}
          onClose={onClose}
        />
      </form>
    </Dialog>
  )
}
