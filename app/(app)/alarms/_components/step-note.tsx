'use client'

import { CircleAlert, CircleCheck, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { classNames } from '@/components/ui/class-names'
import type { StepNote } from '../_hooks/use-steps'

/** What became of the last step, said politely; who was first is said here too. */
export function StepNoteBar({ note, onHide }: { note: StepNote | null; onHide: () => void }) {
  const t = useTranslations('alarmInbox.outcomes')
  const Icon = note?.isBad ? CircleAlert : CircleCheck
  return (
    <div role="status" className="shrink-0 empty:hidden">
      {note === null ? null : (
        <div className={classNames(BAR, note.isBad ? 'bg-warning-soft' : 'bg-accent-soft')}>
          <Icon
            aria-hidden
            className={classNames('mt-0.5 size-4 shrink-0', note.isBad ? 'text-warning' : 'text-accent')}
          />
          <ul className="min-w-0 grow space-y-0.5">
            {note.lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <button type="button" aria-label={t('hide')} onClick={onHide} className={HIDE}>
            <X aria-hidden className="size-4" />
          </button>
        </div>
      )}
    </div>
  )
}

const BAR = 'flex items-start gap-2.5 border-b border-line px-4 py-2 text-sm text-ink'
const HIDE =
  '-my-1 flex size-7 shrink-0 items-center justify-center rounded text-muted hover:text-ink pointer-coarse:size-touch'
