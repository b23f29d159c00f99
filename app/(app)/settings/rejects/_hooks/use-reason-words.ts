'use client'

import { useTranslations } from 'next-intl'

/** Says a reason in plain words. A reason of another version of Milepost is shown as it is. */
export function useReasonWords(): (reason: string) => { name: string; meaning: string } {
  const t = useTranslations('rejects')
  return (reason) => {
    // A dot would lead elsewhere in the messages; our own reasons are without.
    const key = `reasons.${reason.replaceAll('.', '_')}`
    if (!t.has(`${key}.name`)) return { name: reason, meaning: t('unknownReason.meaning') }
    return { name: t(`${key}.name`), meaning: t(`${key}.meaning`) }
  }
}
