'use client'

import { useTranslations } from 'next-intl'
import { classNames } from '@/components/ui/class-names'
import type { PushProblem } from '../push-fields'

/** Why a change was not made. The region is always there, so that readers announce what appears in it. */
export function ProblemNote({
  problem,
  id,
  className,
}: {
  problem: PushProblem | null
  id?: string
  className?: string
}) {
  const t = useTranslations('push.problems')
  return (
    <p id={id} aria-live="assertive" className={classNames('text-sm text-danger empty:hidden', className)}>
      {problem === null ? '' : t(problem.kind, wordsOf(problem))}
    </p>
  )
}

function wordsOf(problem: PushProblem): Record<string, string | number> {
  if (problem.kind === 'source') return { entry: problem.entry }
  return 'max' in problem ? { max: problem.max } : {}
}
