'use client'

import { ArrowRightLeft, FolderInput } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState, useTransition } from 'react'
import { makeShareAction, vendorShareAction } from '@/app/api/shares/actions'
import { ShareButton } from '@/components/domain/share-button'
import { Button, buttonClasses } from '@/components/ui/button'
import { useFormats } from '@/lib/client/format/use-formats'
import { vehicleTitle } from '@/lib/client/format/vehicle-title'
import { fetchMatchingIds } from '@/lib/client/queries/device-table'
import type { DeviceRow } from '@/lib/domain/api/device-table'
import { MAX_SHARE_VEHICLES } from '@/lib/domain/share'
import type { DeviceSelection } from '../_hooks/use-device-selection'
import { AssignDialog } from './assign-dialog'
import { DeviceJobsMenu } from './jobs/device-jobs-menu'

/** "All that match" names no more than the server's MAX_MATCHING. */
const MAX_MATCHING = 10_000

export type BulkBarProps = {
  selection: DeviceSelection
  loaded: readonly DeviceRow[]
  /** How many match. */
  total: number
  query: string
  /** The right to manage devices. */
  canEdit: boolean
  /** The right to share, which one may have without the other. */
  canShare: boolean
  onMove: () => void
}

/** What can be done with the chosen devices. */
export function BulkBar({ selection, loaded, total, query, canEdit, canShare, onMove }: BulkBarProps) {
  const t = useTranslations('devices.selection')
  const formats = useFormats()
  const [isAssigning, setAssigning] = useState(false)
  const [hasFailed, setFailed] = useState(false)
  const [isBusy, startTransition] = useTransition()
  const ids = [...selection.ids]
  const count = ids.length
  const meant = Math.min(total, MAX_MATCHING)
  const chooseAll = () =>
    startTransition(async () => {
      const found = await fetchMatchingIds(query).catch(() => null)
      setFailed(found === null)
      if (found !== null) selection.choose(found.ids)
    })
  const rowOf = (id: string) => loaded.find((row) => row.id === id)
  const nameOf = useNames(loaded)
  return (
    <section
      aria-label={t('label')}
      className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 border-y border-line bg-accent-soft px-4 py-2 text-sm md:px-6"
    >
      <p role="status" className="font-medium text-ink">
        {hasFailed ? t('failed') : t('chosen', { count })}
      </p>
      {count < meant ? (
        <button type="button" disabled={isBusy} className={LINK} onClick={chooseAll}>
          {t(meant < total ? 'allCut' : 'all', { count: formats.number(meant) })}
        </button>
      ) : null}
      <button type="button" className={LINK} onClick={selection.clear}>
        {t('clear')}
      </button>
      <span className="grow" />
      {canEdit ? (
        <>
          <Button size="sm" onClick={() => setAssigning(true)}>
            <FolderInput aria-hidden className="size-4" />
            {t('group')}
          </Button>
          <Button size="sm" onClick={onMove}>
            <ArrowRightLeft aria-hidden className="size-4 rtl:-scale-x-100" />
            {t('move')}
          </Button>
        </>
      ) : null}
      {!canShare ? null : count > MAX_SHARE_VEHICLES ? (
        <p className="text-muted">{t('shareAtMost', { count: formats.number(MAX_SHARE_VEHICLES) })}</p>
      ) : (
        <ShareButton
          vehicles={ids.map((id) => ({ id, name: nameOf(id) ?? t('unnamed') }))}
          actions={SHARE_ACTIONS}
          className={buttonClasses({ size: 'sm' })}
        />
      )}
      {canEdit ? <DeviceJobsMenu deviceIds={ids} onDone={selection.clear} /> : null}
      {isAssigning ? (
        <AssignDialog
          deviceIds={ids}
          accountId={rowOf(ids[0] ?? '')?.accountId ?? null}
          onClose={() => setAssigning(false)}
        />
      ) : null}
    </section>
  )
}

const SHARE_ACTIONS = { make: makeShareAction, vendorUrl: vendorShareAction }

/** What devices are called, also those that were chosen and have gone out of memory since. */
function useNames(loaded: readonly DeviceRow[]): (id: string) => string | undefined {
  const known = useRef(new Map<string, string>())
  useEffect(() => {
    for (const row of loaded) known.current.set(row.id, vehicleTitle(row))
  }, [loaded])
  return (id) => {
    const row = loaded.find((each) => each.id === id)
    return row === undefined ? known.current.get(id) : vehicleTitle(row)
  }
}

const LINK =
  'rounded font-medium text-accent hover:text-accent-hover disabled:opacity-50 pointer-coarse:min-h-touch'
