'use client'

import { Terminal } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { buttonClasses } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { CopyButton } from '@/components/ui/copy-button'
import type { ExplorerRequest } from '@/lib/domain/api/explorer'
import { ParamTable } from './param-table'

/** A request with its line for a shell. */
export function RequestCard({ request, title }: { request: ExplorerRequest; title: string }) {
  const t = useTranslations('explorer')
  const copy = (
    <CopyButton
      getText={() => request.curl}
      label={t('copyCurl')}
      copiedLabel={t('copied')}
      icon={Terminal}
      className={buttonClasses({ size: 'sm' })}
    >
      {t('copyCurl')}
    </CopyButton>
  )
  return (
    <Card title={title} aside={copy}>
      <div className="border-t border-line">
        <ParamTable params={request.params} caption={title} />
      </div>
      <p className="border-t border-line px-4 py-2.5 text-sm text-muted">
        {t.rich(`curlHint.${request.door}`, {
          code: (chunks) => <code className="font-mono text-ink">{chunks}</code>,
        })}
      </p>
    </Card>
  )
}
