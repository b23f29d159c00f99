'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { HealthNote } from '@/components/connect/outcome-note'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Detail, DetailList } from '@/components/ui/detail-list'
import type { ConnectionStatus } from '@/lib/domain/api/connection'
import type { AdminAnswer, AdminRefusal } from '@/lib/domain/api/setup'
import type { UpstreamHealthKind } from '@/lib/domain/upstream'
import { startImportAction, switchConnectionAction, testConnectionAction } from '../admin-actions'
import { Ago } from './ago'
import { CredentialsDialog } from './credentials-dialog'
import { RemoveDialog } from './remove-dialog'
import { RenameDialog } from './rename-dialog'

type Open = 'rename' | 'credentials' | 'remove' | null
type Note =
  | { problem: AdminRefusal['problem'] }
  | { health: UpstreamHealthKind }
  | { word: 'importStarted' | 'changed' }

/** What an owner does with one connection. */
export function ManageSection({ connection }: { connection: ConnectionStatus }) {
  const t = useTranslations('connection.manage')
  const [open, setOpen] = useState<Open>(null)
  const { note, setNote, isBusy, run } = useWork()
  const { id, enabled } = connection
  const close = () => setOpen(null)
  return (
    <Card title={t('title')}>
      <div aria-live="polite" className="empty:hidden px-4 pb-3">
        {note ? <NoteBanner note={note} /> : null}
      </div>
      <DetailList>
        <Detail label={t('state')}>
          <Row
            words={t(enabled ? 'on' : 'off')}
            action={t(enabled ? 'turnOff' : 'turnOn')}
            isBusy={isBusy}
            onPress={() => run(() => switchConnectionAction(id, !enabled))}
          />
        </Detail>
        <Detail label={t('name')}>
          <Row
            words={connection.name}
            action={t('rename')}
            isBusy={isBusy}
            onPress={() => setOpen('rename')}
          />
        </Detail>
        <Detail label={t('credentials')}>
          <Row
            words={t.rich('setOn', { age: () => <Ago at={connection.credentialsAt} /> })}
            action={t('change')}
            isBusy={isBusy}
            onPress={() => setOpen('credentials')}
          />
        </Detail>
        <Detail label={t('test')}>
          <div className="flex flex-wrap gap-2">
            <Button
              size="sm"
              disabled={isBusy}
              onClick={() =>
                run(
                  () => testConnectionAction(id),
                  (health) => ({ health }),
                )
              }
            >
              {t('testNow')}
            </Button>
            <Button
              size="sm"
              disabled={isBusy || !enabled}
              onClick={() =>
                run(
                  () => startImportAction(id),
                  () => ({ word: 'importStarted' }),
                )
              }
            >
              {t('importNow')}
            </Button>
          </div>
        </Detail>
        <Detail label={t('removeLabel')}>
          <Button size="sm" disabled={isBusy} onClick={() => setOpen('remove')}>
            {t('removeButton')}
          </Button>
        </Detail>
      </DetailList>
      {open === 'rename' ? <RenameDialog connection={connection} onClose={close} /> : null}
      {open === 'credentials' ? (
        <CredentialsDialog
          connectionId={id}
          onClose={close}
          onChanged={() => {
            close()
            setNote({ word: 'changed' })
          }}
        />
      ) : null}
      {open === 'remove' ? <RemoveDialog connection={connection} onClose={close} /> : null}
    </Card>
  )
}

type RowProps = { words: React.ReactNode; action: string; isBusy: boolean; onPress: () => void }

function Row({ words, action, isBusy, onPress }: RowProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <bdi className="min-w-0 grow">{words}</bdi>
      <Button size="sm" disabled={isBusy} onClick={onPress}>
        {action}
      </Button>
    </div>
  )
}

function NoteBanner({ note }: { note: Note }) {
  const t = useTranslations('connection')
  if ('problem' in note)
    return <Banner tone="danger" title={t(`problems.${note.problem}`)} className="rounded" />
  if ('word' in note) return <p className="text-sm">{t(`manage.${note.word}`)}</p>
  if (note.health === 'ok') return <p className="text-sm text-success">{t('outcomes.ok.title')}</p>
  return <HealthNote health={note.health} />
}

/** Runs one thing at a time, says how it went, and has the page asked anew. */
function useWork() {
  const queries = useQueryClient()
  const [note, setNote] = useState<Note | null>(null)
  const [isBusy, startTransition] = useTransition()
  function run<Value>(work: () => Promise<AdminAnswer<Value>>, toNote?: (value: Value) => Note) {
    startTransition(async () => {
      setNote(null)
      const answer = await work().catch(() => null)
      if (answer === null) setNote({ problem: 'failed' })
      else if (!answer.ok) setNote({ problem: answer.problem })
      else setNote(toNote?.(answer.value) ?? null)
      await queries.invalidateQueries({ queryKey: ['connections'] })
    })
  }
  return { note, setNote, isBusy, run }
}
