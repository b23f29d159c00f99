'use client'

import { useLocale, useTranslations } from 'next-intl'
import { type RefObject, useMemo } from 'react'
import { BasemapPicker } from '@/components/map/basemap-picker'
import type { FenceCamera, FenceDrawing } from '@/components/map/fences/fence-map'
import { MapControls } from '@/components/map/map-controls'
import { MapNotLoaded } from '@/components/map/map-not-loaded'
import { useBasemapChoice } from '@/components/map/use-basemap-choice'
import { latePart } from '@/components/ui/late-part'
import { useLiveStore } from '@/lib/client/use-live'
import { useShownTheme } from '@/lib/client/use-shown-theme'
import type { Fence } from '@/lib/domain/api/fences'
import type { BasemapOption } from '@/lib/domain/basemaps'
import type { FenceShape } from '@/lib/domain/geofence'

// The map library outweighs everything else on the page, and the list does not wait for it.
const FenceMap = latePart(
  () => import('@/components/map/fences/fence-map').then((module) => module.FenceMap),
  { failed: (retry) => <MapNotLoaded onRetry={retry} /> },
)

export type FencePaneProps = {
  basemaps: readonly BasemapOption[]
  fences: readonly Fence[]
  isReady: boolean
  selectedId: string | null
  onSelect: (id: string | null) => void
  vendorShape: FenceShape | null
  drawing: FenceDrawing | null
  cameraRef: RefObject<FenceCamera | null>
}

/** The map with its controls, and what to do on it while drawing. */
export function FencePane({ basemaps, cameraRef, drawing, ...props }: FencePaneProps) {
  const t = useTranslations('fences')
  const theme = useShownTheme()
  const language = useLocale()
  const store = useLiveStore()
  const [basemap, setBasemap] = useBasemapChoice(basemaps)
  const fences = useMemo(
    () => props.fences.map(({ id, shape, color, enabled }) => ({ id, shape, color, isEnabled: enabled })),
    [props.fences],
  )
  return (
    <section
      aria-label={t('map')}
      className="relative h-[38dvh] shrink-0 bg-canvas md:h-full md:min-w-0 md:shrink md:grow"
    >
      <FenceMap
        theme={theme}
        language={language}
        basemap={basemap}
        store={store}
        fences={fences}
        isReady={props.isReady}
        selectedId={props.selectedId}
        onSelect={props.onSelect}
        vendorShape={props.vendorShape}
        drawing={drawing}
        cameraRef={cameraRef}
      />
      <div className="absolute end-2.5 top-16 z-map-control md:end-3 md:top-3">
        <MapControls
          onZoomIn={() => cameraRef.current?.zoomIn()}
          onZoomOut={() => cameraRef.current?.zoomOut()}
          onFitAll={() => cameraRef.current?.fitAll()}
          onFollow={null}
          following={false}
          basemaps={<BasemapPicker options={basemaps} value={basemap} onChange={setBasemap} />}
        />
      </div>
      {drawing === null ? null : (
        <p className={HINT}>{drawing.shape === null ? t(`drawHint.${drawing.kind}`) : t('editHint')}</p>
      )}
    </section>
  )
}

const HINT =
  'pointer-events-none absolute inset-s-2.5 top-16 z-map-control max-w-[min(20rem,calc(100%-5rem))] rounded-lg bg-raised ' +
  'px-3 py-2 text-sm text-ink shadow-raised md:inset-s-3 md:top-3'
