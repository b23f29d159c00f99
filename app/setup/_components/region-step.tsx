'use client'

import { useTranslations } from 'next-intl'
import { RegionChoice, type RegionRow } from '@/components/connect/region-choice'
import type { AccountForm } from '@/components/connect/use-account-form'
import { Button } from '@/components/ui/button'

export type RegionStepProps = { form: AccountForm; regions: readonly RegionRow[]; onNext: () => void }

export function RegionStep({ form, regions, onNext }: RegionStepProps) {
  const t = useTranslations('setup')
  return (
    <div className="flex flex-col gap-5">
      <RegionChoice form={form} regions={regions} />
      <Button variant="primary" onClick={onNext} className="self-start">
        {t('next')}
      </Button>
    </div>
  )
}
