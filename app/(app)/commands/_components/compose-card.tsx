'use client'

import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { useDeviceCommands } from '@/lib/client/queries/commands'
import type { CommandStart } from '@/lib/domain/api/command'
import type { Draft } from '../_hooks/choices'
import { ComposeForm } from './compose-form'

export type ComposeCardProps = {
  deviceIds: readonly string[]
  start: CommandStart
  draft: Draft
  onDraft: (draft: Draft) => void
  onBatch: (batchId: string) => void
}

/** What the chosen vehicle understands, to be filled in and sent. Of several, the first one's list is shown. */
export function ComposeCard({ deviceIds, ...form }: ComposeCardProps) {
  const { start } = form
  const t = useTranslations('commands.compose')
  const tAll = useTranslations('commands')
  const { data, error, refetch } = useDeviceCommands(deviceIds[0] ?? '')
  return (
    <Card title={t('title')}>
      <div className="border-t border-line p-4">
        {start.powers.maySend ? null : <p className="text-sm text-muted">{t('mayNot')}</p>}
        {start.powers.maySend && !data && !error ? (
          <div role="status" className="space-y-4">
            <span className="sr-only">{t('loading')}</span>
            <Skeleton className="h-9 w-full" />
            <Skeleton className="h-4 w-1/2" />
          </div>
        ) : null}
        {start.powers.maySend && !data && error ? (
          <Banner
            tone="danger"
            title={t('failed')}
            className="rounded"
            actions={<Button onClick={() => void refetch()}>{tAll('retry')}</Button>}
          />
        ) : null}
        {start.powers.maySend && data ? (
          <ComposeForm key={deviceIds.join()} device={data} deviceIds={deviceIds} {...form} />
        ) : null}
      </div>
    </Card>
  )
}
