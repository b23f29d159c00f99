'use client'

import { CircleAlert, CircleCheck } from 'lucide-react'
import { classNames } from '@/components/ui/class-names'
import type { ReplyWords } from '../_hooks/use-reply-words'

/** What became of a wish, said politely. */
export function ReplyNote({ words }: { words: ReplyWords | null }) {
  const isBad = words?.tone === 'bad'
  const Icon = isBad ? CircleAlert : CircleCheck
  return (
    <div role="status" className="empty:hidden">
      {words === null ? null : (
        <div className={classNames(NOTE, isBad ? 'bg-danger-soft' : 'bg-accent-soft')}>
          <Icon
            aria-hidden
            className={classNames('mt-px size-4 shrink-0', isBad ? 'text-danger' : 'text-accent')}
          />
          <ul className="min-w-0 space-y-0.5">
            {words.lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}

const NOTE = 'flex items-start gap-2.5 rounded px-3 py-2 text-sm text-ink'
