'use client'

import { Settings2 } from 'lucide-react'
import Link from 'next/link'
import { useRouter, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { useCommandStart } from '@/lib/client/queries/commands'
import { EMPTY_DRAFT } from '../_hooks/choices'
import { type CommandAddress, commandAddress, parseCommandAddress } from '../_hooks/command-address'
import { CommandsFrame, CommandsSkeleton } from './commands-frame'
import { ComposeCard } from './compose-card'
import { DevicesCard } from './devices-card'
import { HistoryCard } from './history-card'
import { PendingCard } from './pending-card'

function SettingsLink() {
  const t = useTranslations('commands')
  return (
    <Link href="/settings/commands" className={LINK}>
      <Settings2 aria-hidden className="size-4" />
      {t('settings')}
    </Link>
  )
}

const LINK =
  'flex min-h-8 items-center gap-2 rounded px-2 text-sm font-medium text-muted hover:text-ink pointer-coarse:min-h-touch'

/** Commands: vehicles, what they understand, what waits for somebody, and what was sent. */
export function CommandsScreen() {
  const t = useTranslations('commands')
  const router = useRouter()
  const address = parseCommandAddress(useSearchParams())
  const { data, error, refetch } = useCommandStart()
  // Here, so that it stays when other vehicles are chosen.
  const [draft, setDraft] = useState(EMPTY_DRAFT)
  const go = (change: Partial<CommandAddress>) =>
    router.replace(commandAddress({ ...address, before: undefined, ...change }), { scroll: false })
  if (!data)
    return (
      <CommandsFrame>
        {error ? (
          <Banner
            tone="danger"
            title={t('failed')}
            className="rounded"
            actions={<Button onClick={() => void refetch()}>{t('retry')}</Button>}
          />
        ) : (
          <CommandsSkeleton />
        )}
      </CommandsFrame>
    )
  return (
    <CommandsFrame aside={data.maySetApprover ? <SettingsLink /> : null}>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,5fr)_minmax(0,7fr)]">
        <div className="space-y-4">
          <DevicesCard deviceIds={address.deviceIds} onChoose={(deviceIds) => go({ deviceIds })} />
          {address.deviceIds.length === 0 ? null : (
            <ComposeCard
              deviceIds={address.deviceIds}
              draft={draft}
              onDraft={setDraft}
              start={data}
              onBatch={(batchId) => go({ filter: { batchId } })}
            />
          )}
        </div>
        <div className="space-y-4">
          {data.pending.length === 0 ? null : <PendingCard start={data} />}
          <HistoryCard address={address} onGo={go} />
        </div>
      </div>
    </CommandsFrame>
  )
}
