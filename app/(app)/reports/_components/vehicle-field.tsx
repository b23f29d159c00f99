'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { latePart, PartNotLoaded } from '@/components/ui/late-part'
import { useFormats } from '@/lib/client/format/use-formats'
import { vehicleTitle } from '@/lib/client/format/vehicle-title'
import { useLiveStore, useLiveVersion } from '@/lib/client/use-live'
import type { ReportChoices, ReportVehicles } from '@/lib/domain/api/reports'
import { FieldButton } from './pick-button'

const VehicleDialog = latePart(() => import('./vehicle-dialog').then((module) => module.VehicleDialog), {
  failed: (retry, { onClose }) => <ChoiceNotLoaded onRetry={retry} onClose={onClose} />,
})

export type VehicleFieldProps = {
  value: ReportVehicles
  onChange: (value: ReportVehicles) => void
  choices: ReportChoices | undefined
  hasFailed: boolean
}

/** For which vehicles, in a few words; opens the choice. */
export function VehicleField({ value, onChange, choices, hasFailed }: VehicleFieldProps) {
  const t = useTranslations('reports.vehicles')
  const wordsOf = useVehicleWords(choices)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <FieldButton
        className="w-60 max-sm:w-full"
        label={t('label')}
        shown={wordsOf(value)}
        onPress={() => setOpen(true)}
      />
      {isOpen ? (
        <VehicleDialog
          value={value}
          choices={choices}
          hasFailed={hasFailed}
          onClose={() => setOpen(false)}
          onChoose={(next) => {
            setOpen(false)
            onChange(next)
          }}
        />
      ) : null}
    </>
  )
}

/** A window as the choice is one: who closes it wants no choice any more, and none opens over other work later. */
function ChoiceNotLoaded({ onRetry, onClose }: { onRetry: () => void; onClose: () => void }) {
  const t = useTranslations('reports.vehicles')
  return (
    <Dialog title={t('title')} onClose={onClose} className="w-[min(30rem,calc(100vw-2rem))]!">
      <PartNotLoaded onRetry={onRetry} />
      <div className="flex justify-end">
        <Button onClick={onClose}>{t('cancel')}</Button>
      </div>
    </Dialog>
  )
}

/** "All 24 vehicles", "Bus 9", "3 vehicles, 1 account". */
export function useVehicleWords(choices: ReportChoices | undefined): (value: ReportVehicles) => string {
  const t = useTranslations('reports.vehicles')
  const formats = useFormats()
  const store = useLiveStore()
  useLiveVersion(5_000)
  return (value) => {
    if (value.choose === 'all') {
      const count = choices?.vehicleCount
      return count === undefined ? t('all') : t('allCount', { count, shown: formats.number(count) })
    }
    const { deviceIds, accountIds, groups } = value
    const [only] = deviceIds
    const slot = only === undefined ? undefined : store.slotOf(only)
    const parts = [
      deviceIds.length === 1 && slot !== undefined
        ? vehicleTitle(store.identity(slot))
        : deviceIds.length > 0 && t('devices', { count: deviceIds.length }),
      accountIds.length === 1
        ? (choices?.accounts.find(({ id }) => id === accountIds[0])?.name ?? t('accounts', { count: 1 }))
        : accountIds.length > 0 && t('accounts', { count: accountIds.length }),
      groups.length === 1 ? groups[0] : groups.length > 0 && t('groups', { count: groups.length }),
    ]
    return parts.filter(Boolean).join(', ')
  }
}
