'use client'

import { useTranslations } from 'next-intl'

/** Says a reason in plain words. A reason of another version of Milepost is shown as it is. */
export function useReasonWords(): (reason: string) => { name: string; meaning: string } {
  const t = useTranslations('rejects')
  return (reason) => {
    // Dots would lead elsewhere in the messages; no reason of ours has any.
    const key = `reasons.${reason.replaceAll('.', '_')}`
    if (!t.has(`${key}.name`)) return { name: reason, meaning: t('unknownReason.meaning') }
    return { name: t(`${key}.name`), meaning: t(`${key}.meaning`) }
  }
}
