'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { RegionRow } from '@/components/connect/region-choice'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { useConnections } from '@/lib/client/queries/connections'
import type { Connections } from '@/lib/domain/api/connection'
import { AddDialog } from './add-dialog'
import { ConnectionChooser } from './connection-chooser'
import { ConnectionSkeleton } from './connection-skeleton'
import { EmptyNote } from './empty-note'
import { ErrorsSection } from './errors-section'
import { ManageSection } from './manage-section'
import { MethodsSection } from './methods-section'
import { PageFrame } from './page-frame'
import { PushSection } from './push-section'
import { ReadAge } from './read-age'
import { ReadFailure, RefreshFailure } from './read-failure'
import { StatusCard } from './status-card'
import { TodayCard } from './today-card'

export type ConnectionScreenProps = {
  summaries: Record<string, string>
  /** Where each topic is pushed below an address. */
  topicPaths: readonly string[]
  regions: readonly RegionRow[]
}

/** How the connections to the vendor fare, asked anew every ten seconds. What was read stays when asking fails. */
export function ConnectionScreen(props: ConnectionScreenProps) {
  const { data, error, dataUpdatedAt, refetch } = useConnections()
  const retry = () => void refetch()
  return (
    <PageFrame aside={data ? <ReadAge atMs={dataUpdatedAt} /> : null}>
      {data && error ? <RefreshFailure error={error} onRetry={retry} /> : null}
      {data ? <Report connections={data.connections} {...props} /> : null}
      {error && !data ? <ReadFailure error={error} onRetry={retry} /> : null}
      {data || error ? null : <ConnectionSkeleton />}
    </PageFrame>
  )
}

function Report({ connections, summaries, topicPaths, regions }: Connections & ConnectionScreenProps) {
  const t = useTranslations('settings.connection')
  const [chosenId, setChosenId] = useState<string | null>(null)
  const adder = <Adder regions={regions} onAdded={setChosenId} />
  const chosen = connections.find(({ id }) => id === chosenId) ?? connections[0]
  if (!chosen) {
    return (
      <Card title={t('status')}>
        <EmptyNote title={t('noneTitle')} body={t('noneBody')} />
        <div className="flex justify-center px-4 pb-8">{adder}</div>
      </Card>
    )
  }
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center justify-end gap-x-4 gap-y-2">
        {connections.length > 1 ? (
          <ConnectionChooser connections={connections} chosenId={chosen.id} onChoose={setChosenId} />
        ) : null}
        {adder}
      </div>
      <div className="grid gap-4 lg:grid-cols-2 lg:items-stretch [&>*]:min-w-0">
        <StatusCard connection={chosen} />
        <TodayCard connection={chosen} />
        <div className="space-y-4 lg:col-span-2">
          <ManageSection key={chosen.id} connection={chosen} />
          <PushSection connection={chosen} topicPaths={topicPaths} />
          <MethodsSection methods={chosen.methods} summaries={summaries} />
          <ErrorsSection errors={chosen.errors} />
        </div>
      </div>
    </>
  )
}

type AdderProps = { regions: readonly RegionRow[]; onAdded: (connectionId: string) => void }

/** Adds a connection, shows it, and says so. */
function Adder({ regions, onAdded }: AdderProps) {
  const t = useTranslations('connection.manage')
  const [isOpen, setOpen] = useState(false)
  const [word, setWord] = useState<'added' | 'replaced' | null>(null)
  return (
    <>
      <p role="status" className="text-sm text-success">
        {word ? t(word) : ''}
      </p>
      <Button onClick={() => setOpen(true)}>{t('add')}</Button>
      {isOpen ? (
        <AddDialog
          regions={regions}
          onClose={() => setOpen(false)}
          onConnected={(outcome) => {
            setOpen(false)
            setWord(outcome.replaced ? 'replaced' : 'added')
            onAdded(outcome.connectionId)
          }}
        />
      ) : null}
    </>
  )
}
