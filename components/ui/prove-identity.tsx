'use client'

import { ShieldCheck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ComponentProps, type KeyboardEvent, useId, useMemo, useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { useNow } from '@/lib/client/clock'
import { useFormats } from '@/lib/client/format/use-formats'
import { REAUTHENTICATION_MS } from '@/lib/domain/command-safety'

/** What a proof came to. */
export type ProofAnswer =
  | { kind: 'ok' | 'refused' | 'code_needed' | 'code_refused' | 'failed' }
  | { kind: 'throttled'; seconds: number }

export type ProveIdentityProps = {
  prove: (password: string, code: string) => Promise<ProofAnswer>
  facts: { reauthenticatedAt: string | null; now: string } | undefined
  onProven: () => void
}

/** The password once more, and a code of who has a second step, unless they were given a moment ago. */
export function ProveIdentity({ prove: judge, facts, onProven }: ProveIdentityProps) {
  const t = useTranslations('commands.cut')
  const formats = useFormats()
  const nowMs = useNow()
  const [password, setPassword] = useState('')
  // Null until the server says that a code is owed, too.
  const [code, setCode] = useState<string | null>(null)
  const [problem, setProblem] = useState<string>()
  const [codeProblem, setCodeProblem] = useState<string>()
  const [isBusy, startTransition] = useTransition()
  const provenMs = facts?.reauthenticatedAt ? Date.parse(facts.reauthenticatedAt) : 0
  // The proof was noted by the server's clock; the offset is taken once for each answer.
  const aheadMs = useMemo(() => (facts === undefined ? 0 : Date.parse(facts.now) - Date.now()), [facts])
  const leftMs = provenMs + REAUTHENTICATION_MS - (nowMs + aheadMs)
  if (provenMs > 0 && leftMs > 0)
    return (
      <p className="flex items-center gap-2 text-sm">
        <ShieldCheck aria-hidden className="size-4 shrink-0 text-success" />
        {t('proven', { age: formats.duration(leftMs) })}
      </p>
    )
  const prove = () =>
    startTransition(async () => {
      setCodeProblem(undefined)
      const answer = await judge(password, code ?? '').catch(() => null)
      if (answer?.kind === 'ok') {
        setPassword('')
        setCode(null)
        setProblem(undefined)
        onProven()
      } else if (answer?.kind === 'code_needed') setCode(code ?? '')
      else if (answer?.kind === 'code_refused') setCodeProblem(t('wrongCode'))
      else if (answer?.kind === 'throttled') setProblem(t('throttled', { seconds: answer.seconds }))
      else setProblem(t(answer?.kind === 'refused' ? 'wrongPassword' : 'proofFailed'))
    })
  const onEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    prove()
  }
  return (
    <div className="flex flex-wrap items-start gap-2">
      <div className="min-w-40 grow">
        <ProofInput
          label={t('password')}
          type="password"
          autoComplete="current-password"
          value={password}
          problem={problem}
          onChange={(event) => {
            setPassword(event.target.value)
            setProblem(undefined)
          }}
          onKeyDown={onEnter}
        />
      </div>
      {code === null ? null : (
        <div className="min-w-40 grow">
          <ProofInput
            label={t('code')}
            autoComplete="one-time-code"
            autoFocus
            maxLength={40}
            value={code}
            problem={codeProblem}
            onChange={(event) => {
              setCode(event.target.value)
              setCodeProblem(undefined)
            }}
            onKeyDown={onEnter}
          />
        </div>
      )}
      <Button className="mt-6.5 h-9" disabled={isBusy || password === '' || code === ''} onClick={prove}>
        {t('prove')}
      </Button>
    </div>
  )
}

function ProofInput({
  label,
  problem,
  ...input
}: { label: string; problem: string | undefined } & Omit<ComponentProps<'input'>, 'id'>) {
  const id = useId()
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <input
        {...input}
        id={id}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-note`}
        className={classNames(FIELD, problem ? 'border-danger' : 'border-line-strong')}
      />
      <p id={`${id}-note`} className="text-sm text-danger empty:hidden">
        {problem}
      </p>
    </div>
  )
}

// 16 px on touch screens, or phones zoom into the field.
const FIELD =
  'h-9 w-full min-w-0 rounded border bg-panel px-3 text-base text-ink hover:border-ink pointer-coarse:h-touch pointer-coarse:text-lg'
