'use client'

import { useTranslations } from 'next-intl'
import { makeShareAction, vendorShareAction } from '@/app/api/shares/actions'
import type { ShareTarget } from '@/components/domain/share-actions'
import { ShareButton } from '@/components/domain/share-button'
import { Queries } from '@/lib/client/queries-provider'

export type ShareListedProps = { vehicles: readonly ShareTarget[]; className: string }

/** Shares the vehicles of a narrowed list, for who may share. */
export function ShareListed({ vehicles, className }: ShareListedProps) {
  const t = useTranslations('map')
  return (
    <Queries>
      <ShareButton vehicles={vehicles} actions={SHARE_ACTIONS} className={className} iconClassName="size-3.5">
        {t('shareThese')}
      </ShareButton>
    </Queries>
  )
}

const SHARE_ACTIONS = { make: makeShareAction, vendorUrl: vendorShareAction }
