'use client'

import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { Dialog } from '@/components/ui/dialog'
import { expiryAction } from './actions'
import { DialogFoot, FIELD } from './dialog-foot'
import { type JobDialogProps, useBegin } from './use-begin'

/** A new last day for many devices. */
export function ExpiryDialog({ deviceIds, onDone, onClose }: JobDialogProps) {
  const t = useTranslations('deviceJobs.expiry')
  const id = useId()
  const [date, setDate] = useState('')
  const { begin, failure, isBusy } = useBegin({ onDone, onClose })
  return (
    <Dialog
      title={t('title', { count: deviceIds.length })}
      onClose={onClose}
      isHeld={isBusy}
      className="max-w-md"
    >
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          begin(() => expiryAction({ deviceIds, date }))
        }}
      >
        <label htmlFor={id} className="text-sm font-medium">
          {t('date')}
        </label>
        <input
          id={id}
          type="date"
          required
          value={date}
          onChange={(event) => setDate(event.target.value)}
          aria-describedby={`${id}-hint`}
          className={FIELD}
        />
        <p id={`${id}-hint`} className="text-sm text-muted">
          {t('hint')}
        </p>
        <DialogFoot failure={failure} goWord={t('go')} isReady={date !== '' && !isBusy} onClose={onClose} />
      </form>
    </Dialog>
  )
}
