'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { vehicleTitle } from '@/lib/client/format/vehicle-title'
import type { CommandStart, DeviceCommands } from '@/lib/domain/api/command'
import { type HoldHours, toOrder } from '@/lib/domain/command'
import { isCutting, type ReadOrder, readOrder } from '@/lib/domain/command-safety-kind'
import { type Choice, choicesOf, type Draft } from '../_hooks/choices'
import { useSending } from '../_hooks/use-sending'
import { isProblem, valueNotes } from '../_hooks/value-notes'
import { CommandFields } from './command-fields'
import { CutDialog } from './cut-dialog'
import { ForgetButton } from './forget-button'
import { HoldField } from './hold-field'
import { KeepButton } from './keep-button'
import { OrderPreview } from './order-preview'
import { ReplyNote } from './reply-note'
import { RestoreDialog } from './restore-dialog'

export type ComposeFormProps = {
  device: DeviceCommands
  deviceIds: readonly string[]
  start: CommandStart
  draft: Draft
  onDraft: (draft: Draft) => void
  onBatch: (batchId: string) => void
}

/** Pick, fill in, see exactly what will be sent, send. What was typed stays until it has left. */
export function ComposeForm({ device, deviceIds, start, draft, onDraft, onBatch }: ComposeFormProps) {
  const t = useTranslations('commands.compose')
  const choices = useMemo(() => choicesOf(device, start, (key) => t(key)), [device, start, t])
  const { key, values } = draft
  const [asked, setAsked] = useState<'cut' | 'restore' | null>(null)
  const [hold, setHold] = useState<HoldHours | null>(24)
  const choice = choices.find((each) => each.key === key) ?? null
  const typed = choice === null ? [] : (values[key] ?? choice.initial)
  const order = choice?.toOrder(typed) ?? null
  const read = order === null || isUnfilled(choice, typed) ? null : readOrder(toOrder(order))
  const notes = choice === null ? [] : valueNotes(choice, typed, read)
  const isWrong = notes.some(isProblem)
  const isSendable = read?.ok === true && !isWrong
  const sending = useSending({ deviceIds, onBatch, hold })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (order === null || read === null || !read.ok || isWrong || sending.isBusy) return
    if (deviceIds.length === 1 && isCutting(read.kind)) setAsked('cut')
    else if (read.kind === 'restore') setAsked('restore')
    else sending.send(order)
  }
  return (
    <>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <CommandFields
          choices={choices}
          choice={choice}
          values={typed}
          notes={notes}
          onPick={(next) => {
            onDraft({ key: next, values })
            sending.forget()
          }}
          onType={(next) => onDraft({ key, values: { ...values, [key]: next } })}
        />
        {deviceIds.length > 1 ? (
          <p className="text-sm text-muted">{t('bulkNote', { name: vehicleTitle(device) })}</p>
        ) : null}
        {choice === null ? null : <OrderPreview read={read} isTold={isWrong} />}
        {choice !== null && read?.ok === true && !isCutting(read.kind) ? (
          <HoldField value={hold} isQueueable={choice.isQueueable} onChange={setHold} />
        ) : null}
        <ReplyNote words={sending.words} />
        <div className="flex flex-wrap items-center gap-2">
          <Button type="submit" variant="primary" disabled={!isSendable || sending.isBusy}>
            {sendWords(t, { read, count: deviceIds.length, isBusy: sending.isBusy })}
          </Button>
          {order !== null && isSendable && choice?.group !== 'kept' ? <KeepButton order={order} /> : null}
          {choice?.dropId === undefined ? null : <ForgetButton savedId={choice.dropId} />}
        </div>
      </form>
      {asked === 'cut' && order !== null && read?.ok === true ? (
        <CutDialog
          device={device}
          order={order}
          read={read}
          onClose={() => setAsked(null)}
          onReply={sending.note}
        />
      ) : null}
      {asked === 'restore' && order !== null ? (
        <RestoreDialog
          onClose={() => setAsked(null)}
          onConfirm={() => {
            setAsked(null)
            sending.send(order)
          }}
        />
      ) : null}
    </>
  )
}

type Words = ReturnType<typeof useTranslations<'commands.compose'>>

function sendWords(
  t: Words,
  { read, count, isBusy }: { read: ReadOrder | null; count: number; isBusy: boolean },
): string {
  if (isBusy) return t('sending')
  if (count === 1 && read?.ok === true && isCutting(read.kind)) return t('cut')
  return t('sendTo', { count })
}

/** Nothing typed at all: there is nothing to say about it yet. */
function isUnfilled(choice: Choice | null, typed: readonly string[]): boolean {
  return choice !== null && choice.places.length > 0 && typed.every((value) => value.trim() === '')
}
