'use client'

import { Lock } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { ProveIdentity } from '@/components/ui/prove-identity'
import { vehicleTitle } from '@/lib/client/format/vehicle-title'
import { useCutFacts } from '@/lib/client/queries/commands'
import { RequestFailedError } from '@/lib/client/queries/fetch-json'
import type { CommandReply, DeviceCommands } from '@/lib/domain/api/command'
import type { CommandOrder } from '@/lib/domain/command'
import type { ReadOrder } from '@/lib/domain/command-safety-kind'
import { useCutReview } from '../_hooks/use-cut-review'
import { useReplyWords } from '../_hooks/use-reply-words'
import { type ActionFailure, orderAction, proveAction } from '../actions'
import { CutConditions } from './cut-conditions'
import { TextArea, TextInput } from './field'
import { ReplyNote } from './reply-note'

export type CutDialogProps = {
  device: DeviceCommands
  order: CommandOrder
  read: Extract<ReadOrder, { ok: true }>
  onClose: () => void
  onReply: (reply: CommandReply | ActionFailure | null) => void
}

/** Everything that must hold before an engine is cut, each with how it stands now. The server judges by itself. */
export function CutDialog({ device, order, read, onClose, onReply }: CutDialogProps) {
  const t = useTranslations('commands.cut')
  const wordsOf = useReplyWords()
  const { data: facts, error, refetch } = useCutFacts(device.deviceId)
  const [said, setSaid] = useState({ typedPlate: '', reason: '' })
  const [reply, setReply] = useState<CommandReply | ActionFailure | null>()
  const [isBusy, startTransition] = useTransition()
  const review = useCutReview(facts, said)
  // What is known of a vehicle is told to nobody who may neither cut nor approve.
  if (facts?.mayCut === false || (error instanceof RequestFailedError && error.status === 403))
    return <NoRight device={device} onClose={onClose} />
  const plate = facts?.plate ?? device.plate ?? device.imei
  const submit = (event: FormEvent) => {
    event.preventDefault()
    startTransition(async () => {
      const request = { deviceId: device.deviceId, order, confirmed: true, ...said }
      const answer = await orderAction(request).catch(() => null)
      if (answer?.kind === 'done' || answer?.kind === 'awaiting_approval') {
        onReply(answer)
        onClose()
      } else setReply(answer)
    })
  }
  return (
    <Dialog isHeld title={t('title', { name: vehicleTitle(device) })} onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <p className="text-sm">{read.kind === 'opaque' ? t('opaque') : t('lead')}</p>
        <p
          dir="ltr"
          translate="no"
          className="rounded bg-sunken px-3 py-2 font-mono text-base font-medium wrap-anywhere"
        >
          {read.text}
        </p>
        <TextInput
          label={t.rich('plate', { plate: () => <bdi className="font-semibold">{plate}</bdi> })}
          value={said.typedPlate}
          maxLength={100}
          autoFocus
          onChange={(event) => setSaid({ ...said, typedPlate: event.target.value })}
        />
        <TextArea
          label={t('reason')}
          hint={t('reasonHint')}
          value={said.reason}
          maxLength={500}
          onChange={(event) => setSaid({ ...said, reason: event.target.value })}
        />
        <ProveIdentity prove={proveAction} facts={facts} onProven={() => void refetch()} />
        <CutConditions review={review} failed={error !== null && facts === undefined} />
        {facts?.needsApproval ? <p className="text-sm text-muted">{t('needsApproval')}</p> : null}
        <ReplyNote words={reply === undefined ? null : wordsOf(reply)} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" variant="primary" disabled={isBusy || !review.isClear}>
            {facts?.needsApproval ? t('ask') : t('do')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** For somebody who may send other commands: what is missing, and who can give it. */
function NoRight({ device, onClose }: Pick<CutDialogProps, 'device' | 'onClose'>) {
  const t = useTranslations('commands.cut')
  const tRefusals = useTranslations('commands.refusals')
  return (
    <Dialog title={t('title', { name: vehicleTitle(device) })} onClose={onClose}>
      <div className="flex flex-col gap-4">
        <p role="alert" className="flex items-start gap-2 font-medium">
          <Lock aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
          {tRefusals('no_permission')}
        </p>
        <p className="text-sm text-muted">{t('whoGivesRight')}</p>
        <div className="flex justify-end">
          <Button onClick={onClose}>{t('close')}</Button>
        </div>
      </div>
    </Dialog>
  )
}
