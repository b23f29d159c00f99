'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { useFormats } from '@/lib/client/format/use-formats'
import { COMMANDS_QUERY_KEY } from '@/lib/client/queries/commands'
import type { Command } from '@/lib/domain/api/command'
import { useReplyWords } from '../_hooks/use-reply-words'
import { cancelAction } from '../actions'

/** Until when a command is kept for its device, and the way to take it back. */
export function WaitingWords({ command }: { command: Command }) {
  const t = useTranslations('commands.history')
  const formats = useFormats()
  const queries = useQueryClient()
  const wordsOf = useReplyWords()
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, startTransition] = useTransition()
  const { expiresAt } = command
  const cancel = () =>
    startTransition(async () => {
      const words = wordsOf(await cancelAction(command.id).catch(() => null))
      setProblem(words?.tone === 'bad' ? words.lines.join(' ') : null)
      await queries.invalidateQueries({ queryKey: COMMANDS_QUERY_KEY })
    })
  return (
    <div className="mt-0.5 flex flex-wrap items-center gap-x-3 gap-y-1">
      {expiresAt === null ? null : (
        <p className="text-muted">
          {t.rich('until', {
            at: () => (
              <time
                dateTime={expiresAt}
                title={formats.exactTime(Date.parse(expiresAt))}
                className="tabular-nums"
              >
                {formats.dateTime(Date.parse(expiresAt))}
              </time>
            ),
          })}
        </p>
      )}
      {command.isMine ? (
        <Button size="sm" disabled={isBusy} onClick={cancel}>
          {t('takeBack')}
        </Button>
      ) : null}
      <p role="status" className="text-danger empty:hidden">
        {problem}
      </p>
    </div>
  )
}
