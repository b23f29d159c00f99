'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useCallback, useRef, useState } from 'react'
import { LeaveDialog } from '@/components/domain/leave-dialog'
import type { FenceCamera, FenceDrawing } from '@/components/map/fences/fence-map'
import { FENCES_QUERY_KEY, useFence } from '@/lib/client/queries/fences'
import { useHydrated } from '@/lib/client/use-hydrated'
import type { BasemapOption } from '@/lib/domain/basemaps'
import { NEW_FENCE } from '../_hooks/fence-address'
import { useFenceAddress } from '../_hooks/use-fence-address'
import { useListedFences } from '../_hooks/use-listed-fences'
import { FenceCard } from './fence-card'
import { FenceForm } from './fence-form'
import { FenceList } from './fence-list'
import { FencePane } from './fence-pane'
import { ListFailure, UnknownFence } from './fence-states'
import { FencesFrame } from './fences-frame'

export type FencesScreenProps = { basemaps: readonly BasemapOption[] }

/** The server knows no vehicles, so it delivers the frame, and so does the first render here. */
export function FencesScreen(props: FencesScreenProps) {
  return useHydrated() ? <LiveFencesScreen {...props} /> : <FencesFrame />
}

/** List, card or form beside the map, and what they say to each other. */
function LiveFencesScreen({ basemaps }: FencesScreenProps) {
  const t = useTranslations('fences')
  const { address, change, isLeaving, setDirty, stay, leave } = useFenceAddress()
  const { list, shown, total, tags, isSearching } = useListedFences(address)
  const isNew = address.fenceId === NEW_FENCE
  const chosenId = isNew ? null : address.fenceId
  const chosen = useFence(chosenId)
  const [drawing, setDrawing] = useState<FenceDrawing | null>(null)
  const cameraRef = useRef<FenceCamera>(null)
  const queries = useQueryClient()
  const select = useCallback((fenceId: string | null) => change({ fenceId, isEditing: false }), [change])
  const refresh = useCallback(() => queries.invalidateQueries({ queryKey: FENCES_QUERY_KEY }), [queries])
  const onSaved = (id: string) => {
    setDirty(false)
    change({ fenceId: id, isEditing: false })
    void refresh()
  }
  const canEdit = list.data?.canEdit === true
  const isEditing = canEdit && address.isEditing && (isNew || chosen.data !== undefined)

  function panel() {
    if (isEditing)
      return (
        <FenceForm
          key={address.fenceId}
          fence={isNew ? null : (chosen.data ?? null)}
          onDrawing={setDrawing}
          onSaved={onSaved}
          onDirty={setDirty}
          onCancel={() => {
            setDirty(false)
            change(isNew ? { fenceId: null, isEditing: false } : { isEditing: false })
          }}
          onGoTo={(shape) => cameraRef.current?.goTo(shape)}
        />
      )
    if (chosen.data !== undefined && chosenId !== null)
      return (
        <FenceCard
          key={chosenId}
          fence={chosen.data}
          canEdit={canEdit}
          onEdit={() => change({ isEditing: true })}
          onClose={() => select(null)}
          onGoTo={(shape) => cameraRef.current?.goTo(shape)}
          onChanged={refresh}
        />
      )
    if (chosen.error) return <UnknownFence onClose={() => select(null)} />
    if (list.error && !list.data) return <ListFailure onRetry={() => void list.refetch()} />
    return (
      <FenceList
        data={list.data ?? null}
        shown={shown}
        total={total}
        tags={tags}
        isSearching={isSearching}
        address={address}
        onChange={change}
        onSelect={select}
        onImported={refresh}
      />
    )
  }

  return (
    <div className="flex h-full flex-col-reverse md:flex-row">
      <section aria-label={t('title')} className={PANEL}>
        <h1 className="sr-only">{t('title')}</h1>
        {panel()}
      </section>
      <FencePane
        basemaps={basemaps}
        fences={shown}
        isReady={list.data !== undefined}
        selectedId={chosenId}
        onSelect={select}
        vendorShape={isEditing ? null : (chosen.data?.vendorShape ?? null)}
        drawing={isEditing ? drawing : null}
        cameraRef={cameraRef}
      />
      {isLeaving ? <LeaveDialog onStay={stay} onLeave={leave} /> : null}
    </div>
  )
}

const PANEL =
  'relative flex min-h-0 grow flex-col bg-panel max-md:border-t max-md:border-line md:w-96 md:shrink-0 md:grow-0 ' +
  'md:border-e md:border-line'
