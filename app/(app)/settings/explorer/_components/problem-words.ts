import type { useTranslations } from 'next-intl'
import type { Problem } from '@/lib/domain/schema-form/shape'

/** A problem as a sentence. What the contract itself says is passed on as it is. */
export function problemWords(
  t: ReturnType<typeof useTranslations<'explorer'>>,
  { kind, limit = '', text = '' }: Problem,
): string {
  const shown = kind === 'too_early' || kind === 'too_late' ? String(limit).slice(0, 10) : limit
  return t(`problems.${kind}`, { limit: shown, text })
}

/** The problems of one place; those of places inside it too, unless they have a field of their own. */
export function problemsAt(
  problems: readonly Problem[],
  path: readonly (string | number)[],
  { deep }: { deep: boolean },
): Problem[] {
  return problems.filter(
    (problem) =>
      path.every((step, at) => problem.path[at] === step) && (deep || problem.path.length === path.length),
  )
}
