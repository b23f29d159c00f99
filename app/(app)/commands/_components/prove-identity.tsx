'use client'

import { ShieldCheck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { useNow } from '@/lib/client/clock'
import { useFormats } from '@/lib/client/format/use-formats'
import { REAUTHENTICATION_MS } from '@/lib/domain/command-safety'
import { proveAction } from '../actions'
import { TextInput } from './field'

export type ProveIdentityProps = {
  facts: { reauthenticatedAt: string | null; now: string } | undefined
  onProven: () => void
}

/** The password once more, unless it was given a moment ago. */
export function ProveIdentity({ facts, onProven }: ProveIdentityProps) {
  const t = useTranslations('commands.cut')
  const formats = useFormats()
  const nowMs = useNow()
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<string>()
  const [isBusy, startTransition] = useTransition()
  const provenMs = facts?.reauthenticatedAt ? Date.parse(facts.reauthenticatedAt) : 0
  const leftMs = provenMs + REAUTHENTICATION_MS - nowMs
  if (provenMs > 0 && leftMs > 0)
    return (
      <p className="flex items-center gap-2 text-sm">
        <ShieldCheck aria-hidden className="size-4 shrink-0 text-success" />
        {t('proven', { age: formats.duration(leftMs) })}
      </p>
    )
  const prove = () =>
    startTransition(async () => {
      const answer = await proveAction(password).catch(() => null)
      if (answer?.kind === 'ok') {
        setPassword('')
        setProblem(undefined)
        onProven()
      } else if (answer?.kind === 'throttled') setProblem(t('throttled', { seconds: answer.seconds }))
      else setProblem(t('wrongPassword'))
    })
  return (
    <div className="flex items-start gap-2">
      <div className="grow">
        <TextInput
          type="password"
          label={t('password')}
          autoComplete="current-password"
          value={password}
          problem={problem}
          onChange={(event) => {
            setPassword(event.target.value)
            setProblem(undefined)
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            prove()
          }}
        />
      </div>
      <Button className="mt-6.5 h-9" disabled={isBusy || password === ''} onClick={prove}>
        {t('prove')}
      </Button>
    </div>
  )
}
