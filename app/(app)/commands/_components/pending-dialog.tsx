'use client'

import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { ProveIdentity } from '@/components/ui/prove-identity'
import { useCutFacts } from '@/lib/client/queries/commands'
import type { Command, CommandReply } from '@/lib/domain/api/command'
import { useReplyWords } from '../_hooks/use-reply-words'
import { type ActionFailure, approveAction, fireAction, proveAction } from '../actions'
import { ReplyNote } from './reply-note'

export type PendingDialogProps = {
  command: Command
  onClose: () => void
  onReply: (reply: CommandReply | ActionFailure | null) => void
}

/** The word of the second person, or the sending of an approved cut: each with a proof of who one is. */
export function PendingDialog({ command, onClose, onReply }: PendingDialogProps) {
  const t = useTranslations('commands.pending')
  const tCut = useTranslations('commands.cut')
  const wordsOf = useReplyWords()
  const { data: facts, refetch } = useCutFacts(command.deviceId)
  const [reply, setReply] = useState<CommandReply | ActionFailure | null>()
  const [isBusy, startTransition] = useTransition()
  const isApproval = command.state === 'awaiting_approval'
  const vehicle = command.plate?.trim() || command.deviceName
  const act = () =>
    startTransition(async () => {
      const answer = await (isApproval ? approveAction : fireAction)(command.id).catch(() => null)
      if (answer?.kind !== 'done') return setReply(answer)
      onReply(answer)
      onClose()
    })
  return (
    <Dialog
      isHeld
      title={isApproval ? t('approveTitle', { vehicle }) : tCut('title', { name: vehicle })}
      onClose={onClose}
      className="max-w-lg"
    >
      <p className="text-sm">
        {isApproval ? t('approveBody', { name: command.requestedByName ?? '' }) : tCut('lead')}
      </p>
      <p
        dir="ltr"
        translate="no"
        className="rounded bg-sunken px-3 py-2 font-mono text-base font-medium wrap-anywhere"
      >
        {command.text}
      </p>
      <p className="text-sm text-muted wrap-anywhere">{t('reason', { reason: command.reason ?? '' })}</p>
      <ProveIdentity prove={proveAction} facts={facts} onProven={() => void refetch()} />
      <ReplyNote words={reply === undefined ? null : wordsOf(reply)} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{tCut('cancel')}</Button>
        <Button variant="primary" disabled={isBusy} onClick={act}>
          {isApproval ? t('approveDo') : tCut('do')}
        </Button>
      </div>
    </Dialog>
  )
}
