'use client'

import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { MAX_NOTE_CHARS } from '@/lib/domain/alarm-inbox'

export type NoteFormProps = { isBusy: boolean; onNote: (note: string) => Promise<boolean> }

/** A few words for colleagues. What could not be kept stays in the field. */
export function NoteForm({ isBusy, onNote }: NoteFormProps) {
  const t = useTranslations('alarmInbox')
  const id = useId()
  const [text, setText] = useState('')
  const [isTried, setTried] = useState(false)
  const words = text.trim()
  const problem =
    words === '' ? t('noteForm.needWords') : words.length > MAX_NOTE_CHARS ? t('resolveDialog.tooLong') : null
  const submit = async () => {
    setTried(true)
    if (problem !== null) return document.getElementById(id)?.focus()
    if (!(await onNote(words))) return
    setText('')
    setTried(false)
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {t('noteForm.label')}
      </label>
      <div className="flex items-start gap-2">
        <textarea
          id={id}
          rows={1}
          value={text}
          onChange={({ target }) => setText(target.value)}
          aria-invalid={isTried && problem !== null}
          aria-describedby={`${id}-problem`}
          className="field-sizing-content max-h-40 min-h-8 min-w-0 grow resize-y rounded border border-line-strong bg-panel px-2.5 py-1 text-base text-ink aria-invalid:border-danger pointer-coarse:min-h-touch pointer-coarse:text-lg"
        />
        <Button type="submit" disabled={isBusy}>
          {t('noteForm.submit')}
        </Button>
      </div>
      <p id={`${id}-problem`} className="mt-1 text-sm text-danger empty:hidden">
        {isTried ? problem : null}
      </p>
    </form>
  )
}
