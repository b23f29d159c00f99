'use client'

import { useTranslations } from 'next-intl'
import { useId, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { SearchField } from '@/components/ui/search-field'
import { useNow } from '@/lib/client/clock'
import { useFormats } from '@/lib/client/format/use-formats'
import { MAX_NOTE_CHARS, RESOLUTION_REASONS, type ResolutionReason } from '@/lib/domain/alarm-inbox'
import type { AlarmStart, AlarmStepRequest } from '@/lib/domain/api/alarm-inbox'
import type { StepNote } from '../_hooks/use-steps'

export type StepDialogProps = {
  /** How many alarms it is about; null for all that fit. */
  count: number | null
  isBusy: boolean
  /** What became of the last step, in words. */
  note: StepNote | null
  /** Answers whether it was done; otherwise the window stays with what was typed. */
  onStep: (step: AlarmStepRequest) => Promise<boolean>
  onClose: () => void
}

/** Why an alarm is closed, with a note. */
export function ResolveDialog(props: StepDialogProps) {
  const { count, isBusy, onClose } = props
  const t = useTranslations('alarmInbox')
  const { step, problemLines } = useStepOfDialog(props)
  const [reason, setReason] = useState<ResolutionReason>('handled')
  const [note, setNote] = useState('')
  const [isTried, setTried] = useState(false)
  const problem = problemOf(reason, note)
  const noteId = useId()
  const submit = async () => {
    setTried(true)
    if (problem !== null) return document.getElementById(noteId)?.focus()
    await step({ kind: 'resolve', reason, note: note.trim() })
  }
  return (
    <Dialog
      title={titleOf(t, 'resolveDialog', count)}
      onClose={onClose}
      isHeld={note !== ''}
      className={NARROW}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
        className="space-y-4"
      >
        <fieldset>
          <legend className="mb-1.5 text-sm font-medium">{t('resolveDialog.reason')}</legend>
          <div className="grid grid-cols-2 gap-1 max-sm:grid-cols-1">
            {RESOLUTION_REASONS.map((one) => (
              <label key={one} className={CHOICE}>
                <input
                  type="radio"
                  name="reason"
                  checked={one === reason}
                  onChange={() => setReason(one)}
                  className="size-4 accent-accent"
                />
                {t(`reasons.${one}`)}
              </label>
            ))}
          </div>
        </fieldset>
        <div>
          <label htmlFor={noteId} className="mb-1.5 block text-sm font-medium">
            {t(reason === 'other' ? 'resolveDialog.note' : 'resolveDialog.noteOptional')}
          </label>
          <textarea
            id={noteId}
            rows={3}
            value={note}
            onChange={({ target }) => setNote(target.value)}
            aria-invalid={isTried && problem !== null}
            aria-describedby={`${noteId}-problem`}
            className={FIELD}
          />
          <p id={`${noteId}-problem`} className="mt-1 text-sm text-danger empty:hidden">
            {isTried && problem !== null ? t(`resolveDialog.${problem}`) : null}
          </p>
        </div>
        <Problem lines={problemLines} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('resolveDialog.cancel')}</Button>
          <Button type="submit" variant="primary" disabled={isBusy}>
            {t('resolveDialog.submit')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

const MIN_MS = 60_000
const SNOOZES = [
  ['15m', 15 * MIN_MS],
  ['1h', 60 * MIN_MS],
  ['4h', 240 * MIN_MS],
  ['1d', 1_440 * MIN_MS],
  ['7d', 10_080 * MIN_MS],
] as const

/** For how long an alarm sleeps. */
export function SnoozeDialog(props: StepDialogProps) {
  const { count, isBusy, onClose } = props
  const t = useTranslations('alarmInbox')
  const formats = useFormats()
  const nowMs = useNow(MIN_MS)
  const { step, problemLines } = useStepOfDialog(props)
  return (
    <Dialog title={titleOf(t, 'snoozeDialog', count)} onClose={onClose} className={NARROW}>
      <p className="text-sm text-muted">{t('snoozeDialog.about')}</p>
      <ul className="-mx-2">
        {SNOOZES.map(([name, forMs]) => (
          <li key={name}>
            <button
              type="button"
              disabled={isBusy}
              onClick={() => void step({ kind: 'snooze', forMs })}
              className={ROW}
            >
              <span className="grow text-start font-medium">{t(`snoozeDialog.for.${name}`)}</span>
              <span className="text-muted tabular-nums">
                {t('snoozeDialog.until', { time: formats.dateTime(nowMs + forMs) })}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <Problem lines={problemLines} />
      <div className="flex justify-end">
        <Button onClick={onClose}>{t('snoozeDialog.cancel')}</Button>
      </div>
    </Dialog>
  )
}

/** Who is to look after an alarm. */
export function AssignDialog(props: StepDialogProps & { start: AlarmStart | undefined }) {
  const { count, isBusy, onClose, start } = props
  const t = useTranslations('alarmInbox')
  const [text, setText] = useState('')
  const searchRef = useRef<HTMLInputElement>(null)
  const wanted = text.trim().toLocaleLowerCase()
  const people = start?.people.filter(({ name }) => name.toLocaleLowerCase().includes(wanted)) ?? []
  const { step, problemLines } = useStepOfDialog(props)
  return (
    <Dialog title={titleOf(t, 'assignDialog', count)} onClose={onClose} className={NARROW}>
      {(start?.people.length ?? 0) > 8 ? (
        <SearchField
          label={t('assignDialog.search')}
          placeholder={t('assignDialog.search')}
          clearLabel={t('clearSearch')}
          value={text}
          onChange={setText}
          inputRef={searchRef}
        />
      ) : null}
      <ul className="scrollbar-quiet -mx-2 max-h-80 overflow-y-auto">
        {people.map(({ id, name }) => (
          <li key={id}>
            <button
              type="button"
              disabled={isBusy}
              onClick={() => void step({ kind: 'assign', assigneeId: id })}
              className={ROW}
            >
              <bdi className="min-w-0 truncate">
                {id === start?.me ? t('assignDialog.me', { name }) : name}
              </bdi>
            </button>
          </li>
        ))}
        {people.length === 0 ? (
          <li className="px-2 py-4 text-sm text-muted">
            {start === undefined ? t('assignDialog.failed') : t('assignDialog.nobody')}
          </li>
        ) : null}
      </ul>
      <Problem lines={problemLines} />
      <div className="flex justify-between gap-2">
        <Button disabled={isBusy} onClick={() => void step({ kind: 'unassign' })}>
          {t('assignDialog.unassign')}
        </Button>
        <Button onClick={onClose}>{t('assignDialog.cancel')}</Button>
      </div>
    </Dialog>
  )
}

/** Takes the step of a window, which closes once it is done. Until then it says why it was not, and keeps what was typed. */
function useStepOfDialog({ note, onStep, onClose }: StepDialogProps) {
  const [hasFailed, setFailed] = useState(false)
  const step = async (request: AlarmStepRequest) => {
    setFailed(false)
    if (await onStep(request)) onClose()
    else setFailed(true)
  }
  return { step, problemLines: hasFailed ? (note?.lines ?? []) : [] }
}

function Problem({ lines }: { lines: readonly string[] }) {
  return (
    <div role="alert" className="space-y-0.5 text-sm text-danger empty:hidden">
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  )
}

type Words = ReturnType<typeof useTranslations<'alarmInbox'>>

function titleOf(t: Words, dialog: 'resolveDialog' | 'snoozeDialog' | 'assignDialog', count: number | null) {
  return count === null ? t(`${dialog}.titleAll`) : t(`${dialog}.title`, { count })
}

function problemOf(reason: ResolutionReason, note: string): 'needNote' | 'tooLong' | null {
  if (reason === 'other' && note.trim() === '') return 'needNote'
  return note.trim().length > MAX_NOTE_CHARS ? 'tooLong' : null
}

const NARROW = 'w-[min(27rem,calc(100vw-2rem))]!'
const CHOICE =
  'flex h-9 cursor-pointer items-center gap-2 rounded px-2 text-sm hover:bg-sunken has-checked:bg-accent-soft pointer-coarse:h-touch'
const FIELD =
  'w-full rounded border border-line-strong bg-panel px-2.5 py-1.5 text-base text-ink aria-invalid:border-danger pointer-coarse:text-lg'
const ROW =
  'flex h-10 w-full items-center gap-3 rounded px-2 text-sm text-ink hover:bg-sunken focus-visible:-outline-offset-2 pointer-coarse:h-touch'
