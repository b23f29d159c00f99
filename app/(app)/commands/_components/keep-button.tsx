'use client'

import { useQueryClient } from '@tanstack/react-query'
import { Bookmark } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { COMMANDS_QUERY_KEY } from '@/lib/client/queries/commands'
import type { CommandOrder } from '@/lib/domain/command'
import { keepAction } from '../actions'
import { TextInput } from './field'

/** Keeps the command with its values under a name, for everybody of one's scope. */
export function KeepButton({ order }: { order: CommandOrder }) {
  const t = useTranslations('commands.compose')
  const tFailures = useTranslations('commands.failures')
  const queries = useQueryClient()
  const [name, setName] = useState<string | null>(null)
  const [problem, setProblem] = useState<string>()
  const [isBusy, startTransition] = useTransition()
  const keep = () =>
    startTransition(async () => {
      if (name === null || name.trim() === '') return setProblem(t('keepMissing'))
      const answer = await keepAction(name, order).catch(() => null)
      if (answer?.kind !== 'kept') return setProblem(tFailures(answer?.why ?? 'other'))
      await queries.invalidateQueries({ queryKey: COMMANDS_QUERY_KEY })
      setName(null)
    })
  return (
    <>
      <Button variant="quiet" onClick={() => setName('')}>
        <Bookmark aria-hidden className="size-4" />
        {t('keep')}
      </Button>
      {name === null ? null : (
        <Dialog title={t('keepTitle')} onClose={() => setName(null)} className="max-w-md">
          <TextInput
            label={t('keepName')}
            value={name}
            problem={problem}
            maxLength={80}
            autoFocus
            onChange={(event) => {
              setName(event.target.value)
              setProblem(undefined)
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              event.preventDefault()
              keep()
            }}
          />
          <div className="flex justify-end gap-2 pt-1">
            <Button onClick={() => setName(null)}>{t('cancel')}</Button>
            <Button variant="primary" disabled={isBusy} onClick={keep}>
              {t('keepDo')}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  )
}
