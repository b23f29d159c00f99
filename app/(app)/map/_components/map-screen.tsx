'use client'

import { useTranslations } from 'next-intl'
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import type { FleetCamera } from '@/components/map/fleet-camera'
import { BottomSheet } from '@/components/ui/bottom-sheet'
import { classNames } from '@/components/ui/class-names'
import { useHydrated } from '@/lib/client/use-hydrated'
import { usePart } from '@/lib/client/use-late'
import { useLiveStore } from '@/lib/client/use-live'
import type { BasemapOption } from '@/lib/domain/basemaps'
import { isFiltering } from '../_hooks/map-address'
import { useCalm } from '../_hooks/use-calm'
import { useChosenDevice } from '../_hooks/use-chosen-device'
import { useFleetView } from '../_hooks/use-fleet-view'
import { useMapFilter } from '../_hooks/use-map-filter'
import { useSheet } from '../_hooks/use-sheet'
import { CardNotLoaded } from './card-not-loaded'
import { ExpandListButton } from './expand-list-button'
import { ListPanel } from './list-panel'
import { MapFrame } from './map-frame'
import { MapPane } from './map-pane'
import { UnknownDevice } from './unknown-device'

// Not needed for the list, so it does not stand in its way.
const loadCard = () => import('./late-card').then((module) => module.LateCard)

export type MapScreenProps = { basemaps: readonly BasemapOption[] }

/** The map screen. The server knows no live data, so it delivers the frame, and so does the first render here. */
export function MapScreen(props: MapScreenProps) {
  return useHydrated() ? <LiveMapScreen {...props} /> : <MapFrame />
}

/** List, map and card, and what they say to each other. */
function LiveMapScreen({ basemaps }: MapScreenProps) {
  const t = useTranslations('map')
  const store = useLiveStore()
  const { filter, change, clear } = useMapFilter()
  const { chosenId, choose } = useChosenDevice()
  const calm = useCalm()
  const list = useFleetView(filter, calm.busy)
  const [followedId, setFollowedId] = useState<string | null>(null)
  const [collapsed, setCollapsed] = useState(false)
  const cameraRef = useRef<FleetCamera>(null)
  const searchRef = useRef<HTMLInputElement>(null)
  const listRef = useRef<HTMLDivElement>(null)

  const slot = chosenId === null ? undefined : store.slotOf(chosenId)
  const { snap, setSnap } = useSheet(slot !== undefined)
  useFocusAfterCard(slot !== undefined, listRef)
  const close = useCallback(() => choose(null), [choose])
  const { Part: VehicleCard, hasFailed: isCardAway, retry } = usePart(loadCard, slot !== undefined)

  return (
    <div className="relative h-full md:flex">
      <h1 className="sr-only">{t('title')}</h1>
      <BottomSheet
        snap={snap}
        onSnapChange={setSnap}
        label={t('vehicles')}
        handleLabel={t('sheetHandle')}
        snapLabels={{
          peek: t('sheetHeights.peek'),
          half: t('sheetHeights.half'),
          full: t('sheetHeights.full'),
        }}
        className={sideClasses(collapsed, slot !== undefined)}
      >
        <ListPanel
          list={list}
          filter={filter}
          onFilter={change}
          onClearFilter={clear}
          chosenId={chosenId}
          onChoose={choose}
          onCollapse={() => setCollapsed(true)}
          onSearchFocus={() => setSnap('full')}
          searchRef={searchRef}
          listRef={listRef}
          calmHandlers={calm.handlers}
          className={classNames(
            slot !== undefined && VehicleCard !== null && 'max-xl:hidden',
            collapsed && 'md:hidden',
          )}
        />
        {chosenId !== null && slot !== undefined && VehicleCard ? (
          <VehicleCard
            key={chosenId}
            deviceId={chosenId}
            slot={slot}
            follow={followedId === chosenId}
            onFollow={(follow) => setFollowedId(follow ? chosenId : null)}
            onCentre={() => cameraRef.current?.flyTo(chosenId)}
            onClose={close}
            className={classNames(CARD, collapsed ? 'xl:start-3' : 'xl:start-93')}
          />
        ) : null}
        {slot !== undefined && isCardAway ? <CardNotLoaded onRetry={retry} /> : null}
      </BottomSheet>
      <MapPane
        basemaps={basemaps}
        chosenId={slot === undefined ? null : chosenId}
        onChoose={choose}
        follow={followedId !== null && followedId === chosenId}
        onFollow={(follow) => setFollowedId(follow ? chosenId : null)}
        mask={isFiltering(filter) ? list.mask : null}
        cameraRef={cameraRef}
        snap={snap}
      />
      {collapsed && slot === undefined ? <ExpandListButton onClick={() => setCollapsed(false)} /> : null}
      {chosenId !== null && slot === undefined && store.epoch > 0 ? (
        <UnknownDevice onDismiss={close} />
      ) : null}
    </div>
  )
}

/** Closing the card takes away what had the focus; the list is where it came from. */
function useFocusAfterCard(cardOpen: boolean, listRef: RefObject<HTMLDivElement | null>) {
  useEffect(() => {
    if (!cardOpen) return
    return () => {
      if (document.activeElement === document.body) listRef.current?.focus({ preventScroll: true })
    }
  }, [cardOpen, listRef])
}

/** A column beside the map. On the widest screens the card leaves it and floats, so a collapsed column vanishes there. */
function sideClasses(collapsed: boolean, card: boolean): string {
  if (!collapsed) return 'md:w-90 md:shrink-0 md:border-e md:border-line'
  return card ? 'md:w-90 md:shrink-0 md:border-e md:border-line xl:w-0 xl:border-0' : 'md:hidden'
}

const CARD =
  'max-xl:grow xl:fixed xl:top-15 xl:z-panel xl:max-h-[calc(100dvh-5.5rem)] xl:w-88 xl:rounded-lg xl:shadow-overlay'
