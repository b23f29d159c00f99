'use client'

import { ShieldCheck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { useFormats } from '@/lib/client/format/use-formats'
import type { SecurityOverview } from '@/lib/domain/api/security'
import { EnrolDialog } from './enrol-dialog'
import { ProofDialog } from './proof-dialog'

export type FactorCardProps = { email: string; factor: SecurityOverview['factor'] }

/** The second step: set up, turned off, new recovery codes. */
export function FactorCard({ email, factor }: FactorCardProps) {
  const t = useTranslations('security.factor')
  const formats = useFormats()
  const [open, setOpen] = useState<'setUp' | 'turnOff' | 'renew' | null>(null)
  const close = () => setOpen(null)
  const isOn = factor.confirmedAt !== null
  return (
    <Card title={t('title')} aside={<State isOn={isOn} />}>
      <div className="flex flex-wrap items-center gap-3 border-t border-line px-4 py-3">
        <div className="min-w-0 grow basis-72 text-sm">
          <p>
            {factor.confirmedAt === null
              ? t('offBody')
              : t('onBody', { date: formats.date(Date.parse(factor.confirmedAt)) })}
          </p>
          {isOn ? (
            <p className={factor.codesLeft < 3 ? 'text-warning' : 'text-muted'}>
              {t('codesLeft', { count: factor.codesLeft })}
            </p>
          ) : null}
          {isOn && factor.isDemanded ? <p className="text-muted">{t('demanded')}</p> : null}
        </div>
        {isOn ? (
          <>
            <Button onClick={() => setOpen('renew')}>{t('renew')}</Button>
            {factor.isDemanded ? null : <Button onClick={() => setOpen('turnOff')}>{t('turnOff')}</Button>}
          </>
        ) : (
          <Button variant="primary" onClick={() => setOpen('setUp')}>
            {t('setUp')}
          </Button>
        )}
      </div>
      {open === 'setUp' ? <EnrolDialog email={email} onClose={close} /> : null}
      {open === 'turnOff' || open === 'renew' ? (
        <ProofDialog purpose={open} email={email} onClose={close} />
      ) : null}
    </Card>
  )
}

function State({ isOn }: { isOn: boolean }) {
  const t = useTranslations('security.factor')
  return isOn ? (
    <span className="flex items-center gap-1.5 text-sm font-medium">
      <ShieldCheck aria-hidden className="size-4 text-success" />
      {t('on')}
    </span>
  ) : (
    <span className="text-sm text-muted">{t('off')}</span>
  )
}
