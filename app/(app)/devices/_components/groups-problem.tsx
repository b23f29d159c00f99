'use client'

import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import type { useDeviceChoices, useDeviceGroups } from '@/lib/client/queries/device-table'

export type GroupsProblemProps = {
  groups: ReturnType<typeof useDeviceGroups>
  choices: ReturnType<typeof useDeviceChoices>
}

/** Why there are no groups to see: they could not be loaded, or the vendor's service has none. */
export function GroupsProblem({ groups, choices }: GroupsProblemProps) {
  const t = useTranslations('devices.groups')
  if (groups.isError || choices.isError)
    return (
      <Banner
        tone="danger"
        title={t('failed')}
        actions={
          <Button size="sm" onClick={() => void (choices.isError ? choices.refetch() : groups.refetch())}>
            {t('again')}
          </Button>
        }
      />
    )
  return groups.data?.areSupported === false ? <p className="text-sm">{t('unsupported')}</p> : null
}
