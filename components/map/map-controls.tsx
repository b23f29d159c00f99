'use client'

import { LocateFixed, Maximize, Minus, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { IconButton } from '@/components/ui/icon-button'

export type MapControlsProps = {
  onZoomIn: () => void
  onZoomOut: () => void
  onFitAll: () => void
  /** Follows the chosen vehicle; null while none is chosen. */
  onFollow: ((follow: boolean) => void) | null
  following: boolean
  /** The basemap menu, which loads lazily. */
  basemaps: ReactNode
}

/** The column of buttons at the map's edge. */
export function MapControls(props: MapControlsProps) {
  const t = useTranslations('mapControls')
  const { onFollow, following } = props
  return (
    <fieldset aria-label={t('controls')} className="flex flex-col gap-2">
      {props.basemaps}
      <div className={GROUP}>
        {onFollow ? (
          <IconButton
            icon={LocateFixed}
            label={following ? t('stopFollowing') : t('follow')}
            aria-pressed={following}
            onClick={() => onFollow(!following)}
            tooltip="bottom-end"
          />
        ) : null}
        <IconButton
          icon={Maximize}
          label={t('fitAll')}
          shortcut="A"
          onClick={props.onFitAll}
          tooltip="bottom-end"
        />
      </div>
      <div className={GROUP}>
        <IconButton icon={Plus} label={t('zoomIn')} onClick={props.onZoomIn} tooltip="bottom-end" />
        <IconButton icon={Minus} label={t('zoomOut')} onClick={props.onZoomOut} tooltip="bottom-end" />
      </div>
    </fieldset>
  )
}

const GROUP = 'flex flex-col rounded-lg bg-panel p-0.5 shadow-raised'
