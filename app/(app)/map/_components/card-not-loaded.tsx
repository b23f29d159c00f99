'use client'

import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'

/** Stands below the list in place of a vehicle's card whose script could not be fetched. */
export function CardNotLoaded({ onRetry }: { onRetry: () => void }) {
  const t = useTranslations('map.cardFailed')
  const tMap = useTranslations('mapControls.loadFailed')
  return (
    <Banner
      tone="warning"
      title={t('title')}
      className="shrink-0"
      actions={
        <Button size="sm" onClick={onRetry} className="-my-0.5">
          {tMap('retry')}
        </Button>
      }
    >
      {t('body')}
    </Banner>
  )
}
