import { classNames } from '@/components/ui/class-names'

export type ReplayOutcomeProps = { outcome: { isGood: boolean; words: string } | null; className?: string }

/** What trying again came to. The region is always there, so that readers announce what appears in it. */
export function ReplayOutcome({ outcome, className }: ReplayOutcomeProps) {
  const tone = outcome?.isGood ? 'text-success' : 'text-ink'
  return (
    <p role="status" className={classNames('text-sm font-medium empty:hidden', tone, className)}>
      {outcome?.words ?? ''}
    </p>
  )
}
