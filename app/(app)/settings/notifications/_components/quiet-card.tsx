'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { classNames } from '@/components/ui/class-names'
import { useFormatPreferences, useTimeZone } from '@/lib/client/format/preferences'
import { isWholeWeek, type QuietHours } from '@/lib/domain/alarm-rules-hours'
import type { NotifySettings } from '@/lib/domain/api/notify'
import { QuietField } from '../../alarm-rules/_components/quiet-field'
import { useWork } from '../_hooks/use-work'
import { saveSettingAction } from '../actions'

/** Hours in which a person gets neither mail nor push, whatever the rules say. */
export function QuietCard({ data: { setting } }: { data: NotifySettings }) {
  const t = useTranslations('notify')
  const deviceZone = useTimeZone()
  // Who has chosen no zone keeps the one the hours were set in, until they are saved on another device.
  const zone = useFormatPreferences().timeZone ?? setting.quiet?.zone ?? deviceZone
  const { isBusy, failure, setFailure, run } = useWork()
  const [quiet, setQuiet] = useState<QuietHours | null>(setting.quiet)
  const [isSaved, setSaved] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setSaved(false)
    if (quiet !== null && isWholeWeek(quiet.spans)) setFailure(t('problems.alwaysQuiet'))
    else
      run(
        () => saveSettingAction({ mail: setting.mail, quiet: quiet && { ...quiet, zone: deviceZone } }),
        () => setSaved(true),
      )
  }
  return (
    <Card title={t('form.quiet')}>
      <form noValidate onSubmit={submit} className="space-y-3 border-t border-line px-4 py-3">
        <p className="text-sm text-muted">{t('settings.quietAbout', { zone })}</p>
        <QuietField
          quiet={quiet}
          onChange={(next) => {
            setQuiet(next)
            setSaved(false)
          }}
        />
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" disabled={isBusy}>
            {t('settings.saveQuiet')}
          </Button>
          <p role="status" className={classNames('text-sm', failure === null ? 'text-muted' : 'text-danger')}>
            {failure ?? (isSaved ? t('settings.saved') : '')}
          </p>
        </div>
      </form>
    </Card>
  )
}
