import { useTranslations } from 'next-intl'
import type { ScopeWords } from '@/lib/domain/api/people'

/** A scope in words. */
export function useScopeWords(): (scope: ScopeWords) => string {
  const t = useTranslations('people.scope')
  return ({ account, group, isGroup, isGone }) => {
    if (isGone) return t('gone')
    if (account === null) return t('all')
    if (!isGroup) return t('account', { account })
    return group === null ? t('groupEmpty', { account }) : t('group', { group, account })
  }
}
