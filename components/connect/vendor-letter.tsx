'use client'

import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'

export type LetterAbout = {
  account: string
  /** Scheme and host the vendor reaches us by. */
  origin: string
  made: { path: string; token: string }
  topicPaths: readonly string[]
}

/** What to send to the vendor, word for word. */
export function VendorLetter({ letter, isReachable }: { letter: string; isReachable: boolean }) {
  const t = useTranslations('push.madeDialog')
  return (
    <>
      <p className="text-sm">{t('once')}</p>
      {isReachable ? null : (
        <Banner tone="warning" title="" className="rounded">
          {t('local')}
        </Banner>
      )}
      <textarea
        readOnly
        rows={18}
        dir="ltr"
        translate="no"
        spellCheck={false}
        aria-label={t('text')}
        value={letter}
        className={LETTER}
      />
    </>
  )
}

const LETTER =
  'max-h-[50dvh] w-full resize-none rounded border border-line bg-sunken p-3 font-mono text-xs wrap-anywhere'

const ANSWER = '{"code":0,"msg":"success"}'

/** In the language of the page like everything else; addresses, names of fields and paths stay as they are. */
export function useLetter({ made, account, origin, topicPaths }: LetterAbout): string {
  const t = useTranslations('push')
  return t('letter', {
    account,
    url: `${origin}/api/push/${made.path}`,
    token: made.token,
    topics: topicPaths.map((path) => `/${path.replace(/^\//, '')}`).join(', '),
    answer: ANSWER,
  })
}
