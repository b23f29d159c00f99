'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Dialog } from '@/components/ui/dialog'
import { TextField } from '../field'
import { bindingAction } from './actions'
import { DialogFoot } from './dialog-foot'
import { type JobDialogProps, useBegin } from './use-begin'

/** Attaching many devices to a user of the vendor's app, or detaching them. */
export function BindingDialog({
  deviceIds,
  step,
  onDone,
  onClose,
}: JobDialogProps & { step: 'bind' | 'unbind' }) {
  const t = useTranslations('deviceJobs.binding')
  const [login, setLogin] = useState('')
  const [isMissing, setMissing] = useState(false)
  const { begin, why, failure, isBusy } = useBegin({ onDone, onClose })
  const isOfField = why === 'invalid'
  return (
    <Dialog
      title={t(`${step}Title`, { count: deviceIds.length })}
      onClose={onClose}
      isHeld={isBusy || login !== ''}
      className="max-w-md"
    >
      <form
        noValidate
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (login.trim() === '') return setMissing(true)
          begin(() => bindingAction({ deviceIds, appUserLogin: login, step }))
        }}
      >
        <TextField
          label={t('user')}
          hint={t('hint')}
          problem={isMissing ? t('missing') : isOfField ? failure : null}
          value={login}
          maxLength={100}
          autoCapitalize="none"
          onChange={({ target }) => {
            setLogin(target.value)
            setMissing(false)
          }}
        />
        <DialogFoot
          failure={isOfField ? null : failure}
          goWord={t(`${step}Go`)}
          isReady={!isBusy}
          onClose={onClose}
        />
      </form>
    </Dialog>
  )
}
