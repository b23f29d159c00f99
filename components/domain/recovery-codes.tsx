'use client'

import { Download, Printer } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'

/** Recovery codes, shown this once, with the ways to keep them. */
export function RecoveryCodes({ codes, email }: { codes: readonly string[]; email: string }) {
  const t = useTranslations('security.codes')
  const getText = () => `${t('file', { email })}\n\n${codes.join('\n')}\n`
  return (
    <div className="flex flex-col gap-3">
      <p className="text-sm">{t('body')}</p>
      <ul
        aria-label={t('list')}
        dir="ltr"
        translate="no"
        className="grid gap-x-6 gap-y-1 rounded bg-sunken px-4 py-3 font-mono text-sm sm:grid-cols-2"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2 print:hidden">
        <CopyButton getText={getText} label={t('copy')} copiedLabel={t('copied')}>
          {t('copy')}
        </CopyButton>
        <Button onClick={() => download(getText())}>
          <Download aria-hidden className="size-4.5" strokeWidth={1.75} />
          {t('download')}
        </Button>
        <Button onClick={() => window.print()}>
          <Printer aria-hidden className="size-4.5" strokeWidth={1.75} />
          {t('print')}
        </Button>
      </div>
    </div>
  )
}

function download(text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  const link = document.createElement('a')
  link.href = address
  link.download = 'milepost-recovery-codes.txt'
  link.click()
  URL.revokeObjectURL(address)
}
