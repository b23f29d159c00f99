'use client'

import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'

/** The address names a vehicle that is not there, or not for these eyes. */
export function UnknownDevice({ onDismiss }: { onDismiss: () => void }) {
  const t = useTranslations('map')
  return (
    <Banner
      tone="warning"
      title={t('unknownDeviceTitle')}
      className="absolute z-panel rounded-lg shadow-overlay max-md:inset-x-2.5 max-md:top-16 md:start-93 md:top-3 md:max-w-sm"
      actions={
        <Button size="sm" onClick={onDismiss} className="-my-0.5">
          {t('dismiss')}
        </Button>
      }
    >
      {t('unknownDevice')}
    </Banner>
  )
}
