'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { DevicePicker } from './device-picker'
import { useRosterEntries } from './use-roster-entries'

const MAX_CHIPS = 12

/** Which vehicles are told something. They stand in the address. */
export function DevicesCard({
  deviceIds,
  onChoose,
}: {
  deviceIds: readonly string[]
  onChoose: (ids: string[]) => void
}) {
  const t = useTranslations('commands.devices')
  const entries = useRosterEntries()
  const byId = useMemo(() => new Map(entries.map((entry) => [entry.id, entry])), [entries])
  const [isOpen, setIsOpen] = useState(false)
  const nameOf = (id: string) => byId.get(id)?.name ?? t('unknown')
  const open = (
    <Button onClick={() => setIsOpen(true)}>{deviceIds.length === 0 ? t('choose') : t('change')}</Button>
  )
  return (
    <Card title={t('title')} aside={open}>
      <div className="flex flex-wrap gap-2 border-t border-line px-4 py-3 text-sm">
        {deviceIds.length === 0 ? <p className="text-muted">{t('none')}</p> : null}
        {deviceIds.slice(0, MAX_CHIPS).map((id) => (
          <span key={id} className={CHIP}>
            <bdi className="truncate">{nameOf(id)}</bdi>
            <button
              type="button"
              aria-label={t('remove', { name: nameOf(id) })}
              onClick={() => onChoose(deviceIds.filter((other) => other !== id))}
              className="grid size-6 shrink-0 place-items-center rounded text-muted hover:text-ink pointer-coarse:size-touch"
            >
              <X aria-hidden className="size-3.5" />
            </button>
          </span>
        ))}
        {deviceIds.length > MAX_CHIPS ? (
          <span className="self-center text-muted">
            {t('others', { count: deviceIds.length - MAX_CHIPS })}
          </span>
        ) : null}
      </div>
      {isOpen ? (
        <DevicePicker
          entries={entries}
          chosen={deviceIds}
          onClose={() => setIsOpen(false)}
          onChoose={(ids) => {
            setIsOpen(false)
            onChoose(ids)
          }}
        />
      ) : null}
    </Card>
  )
}

const CHIP = 'flex max-w-full items-center gap-1 rounded border border-line bg-sunken ps-2.5'
