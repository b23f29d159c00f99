'use client'

import { useTranslations } from 'next-intl'
import { UpstreamIcon } from '@/components/domain/upstream-icon'
import type { ConnectionStatus } from '@/lib/domain/api/connection'

export type ConnectionChooserProps = {
  connections: readonly ConnectionStatus[]
  chosenId: string
  onChoose: (id: string) => void
}

/** Which of several connections the page tells of, each with how it fares. */
export function ConnectionChooser({ connections, chosenId, onChoose }: ConnectionChooserProps) {
  const t = useTranslations('settings.connection')
  return (
    <fieldset className="flex min-w-0 grow flex-wrap gap-2">
      <legend className="sr-only">{t('choose')}</legend>
      {connections.map(({ id, name, health }) => (
        <button
          key={id}
          type="button"
          aria-pressed={id === chosenId}
          onClick={() => onChoose(id)}
          className={CHOICE}
        >
          <UpstreamIcon kind={health.kind} className="size-4" />
          <bdi className="truncate">{name}</bdi>
          <span className="sr-only">{t(`healthWords.${health.kind}`)}</span>
        </button>
      ))}
    </fieldset>
  )
}

const CHOICE =
  'flex h-8 max-w-72 min-w-0 items-center gap-2 rounded border border-line bg-panel px-3 text-sm font-medium ' +
  'hover:bg-sunken aria-pressed:border-accent aria-pressed:bg-accent-soft pointer-coarse:h-touch'
