'use client'

import { CircleCheck, OctagonAlert, RotateCcw, ShieldQuestion } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { classNames } from '@/components/ui/class-names'
import type { CommandKind, ReadOrder } from '@/lib/domain/command-safety-kind'

const ICONS = { other: CircleCheck, restore: RotateCcw, opaque: ShieldQuestion, cut: OctagonAlert } as const

/** Exactly what the device will get, and what that does; or why it can't be sent, where no field says so (`isTold`). */
export function OrderPreview({ read, isTold }: { read: ReadOrder | null; isTold: boolean }) {
  const t = useTranslations('commands.compose')
  const tProblems = useTranslations('commands.problems')
  return (
    <div className="rounded border border-line bg-sunken px-3 py-2.5 text-sm">
      <p className="text-muted">{t('preview')}</p>
      {read === null || isTold ? <p className="mt-1 text-muted">{t('nothingYet')}</p> : null}
      {read?.ok === false && !isTold ? (
        <p className="mt-1 font-medium text-danger">{tProblems(read.problem)}</p>
      ) : null}
      {read?.ok === true && !isTold ? (
        <>
          <p
            dir="ltr"
            translate="no"
            className="mt-1 font-mono text-base font-medium wrap-anywhere whitespace-pre-wrap"
          >
            {read.text}
          </p>
          <KindWords kind={read.kind} className="mt-2" />
        </>
      ) : null}
    </div>
  )
}

/** What a command does, by shape and word. */
export function KindWords({ kind, className }: { kind: CommandKind; className?: string }) {
  const t = useTranslations('commands.kinds')
  const Icon = ICONS[kind]
  const isDanger = kind === 'cut' || kind === 'opaque'
  return (
    <p
      className={classNames(
        'flex items-center gap-1.5',
        isDanger ? 'font-medium text-danger' : 'text-muted',
        className,
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      {t(kind)}
    </p>
  )
}
