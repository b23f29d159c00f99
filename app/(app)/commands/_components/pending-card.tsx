'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { useFormats } from '@/lib/client/format/use-formats'
import { COMMANDS_QUERY_KEY } from '@/lib/client/queries/commands'
import type { Command, CommandReply, CommandStart } from '@/lib/domain/api/command'
import { type ReplyWords, useReplyWords } from '../_hooks/use-reply-words'
import { type ActionFailure, cancelAction } from '../actions'
import { PendingDialog } from './pending-dialog'
import { ReplyNote } from './reply-note'

/** Cuts that wait for a second person or, approved, for who asked for them. */
export function PendingCard({ start }: { start: CommandStart }) {
  const t = useTranslations('commands.pending')
  const queries = useQueryClient()
  const wordsOf = useReplyWords()
  const [words, setWords] = useState<ReplyWords | null>(null)
  const [open, setOpen] = useState<Command | null>(null)
  const [isBusy, startTransition] = useTransition()
  const note = (reply: CommandReply | ActionFailure | null) => {
    setWords(wordsOf(reply))
    void queries.invalidateQueries({ queryKey: COMMANDS_QUERY_KEY })
  }
  const cancel = (id: string) => startTransition(async () => note(await cancelAction(id).catch(() => null)))
  return (
    <Card title={t('title')}>
      <ul className="divide-y divide-line border-t border-line">
        {start.pending.map((command) => (
          <PendingRow
            key={command.id}
            command={command}
            mayApprove={start.powers.mayApprove}
            isBusy={isBusy}
            onOpen={() => setOpen(command)}
            onCancel={() => cancel(command.id)}
          />
        ))}
      </ul>
      {words === null ? null : (
        <div className="px-4 pb-3">
          <ReplyNote words={words} />
        </div>
      )}
      {open === null ? null : <PendingDialog command={open} onClose={() => setOpen(null)} onReply={note} />}
    </Card>
  )
}

type PendingRowProps = {
  command: Command
  mayApprove: boolean
  isBusy: boolean
  onOpen: () => void
  onCancel: () => void
}

function PendingRow({ command, mayApprove, isBusy, onOpen, onCancel }: PendingRowProps) {
  const t = useTranslations('commands.pending')
  const tHistory = useTranslations('commands.history')
  const formats = useFormats()
  const isApproved = command.state === 'approved'
  const mayOpen = isApproved ? command.isMine : mayApprove && !command.isMine
  const vehicle = command.plate?.trim() || command.deviceName
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 text-sm">
      <div className="min-w-0 grow basis-64">
        <p className="font-medium">
          {t('waits', { name: command.requestedByName ?? tHistory('somebody'), vehicle })}
        </p>
        <p className="text-muted wrap-anywhere">
          {t('reason', { reason: command.reason ?? '' })} ·{' '}
          {formats.dateTime(Date.parse(command.requestedAt))}
        </p>
        {isApproved ? (
          <p className="text-muted">
            {t('approved', { name: command.approvedByName ?? tHistory('somebody') })}
          </p>
        ) : null}
      </div>
      <div className="flex gap-2">
        {command.isMine || mayApprove ? (
          <Button variant="quiet" disabled={isBusy} onClick={onCancel}>
            {command.isMine ? t('withdraw') : t('decline')}
          </Button>
        ) : null}
        {mayOpen ? (
          <Button variant="primary" onClick={onOpen}>
            {isApproved ? t('fire') : t('approve')}
          </Button>
        ) : null}
      </div>
    </li>
  )
}
