'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { MapUnavailable } from './map-unavailable'

/** Stands in for a map whose script could not be fetched; `coveredPx` of its place lie under a sheet. */
export function MapNotLoaded({ coveredPx, onRetry }: { coveredPx?: number; onRetry: () => void }) {
  const t = useTranslations('mapControls.loadFailed')
  return (
    <MapUnavailable title={t('title')} body={t('body')} coveredPx={coveredPx}>
      <Button onClick={onRetry}>{t('retry')}</Button>
    </MapUnavailable>
  )
}
