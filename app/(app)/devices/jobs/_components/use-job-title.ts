'use client'

import { useTranslations } from 'next-intl'
import { useFormats } from '@/lib/client/format/use-formats'
import type { DeviceJobView } from '@/lib/domain/api/device-jobs'

/** What a piece of work is called. */
export function useJobTitle(): (job: Pick<DeviceJobView, 'kind' | 'about'>) => string {
  const t = useTranslations('deviceJobs.kinds')
  const { utcDate } = useFormats()
  return ({ kind, about }) =>
    t(kind, {
      name: about.accountName ?? '',
      date: about.expiresAt === undefined ? '' : utcDate(Date.parse(about.expiresAt)),
      user: about.appUserLogin ?? '',
      file: about.fileName ?? '',
    })
}
