'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { useImport } from '../_hooks/use-import'
import { CheckCard } from './check-card'
import { ColumnsCard } from './columns-card'
import { FileCard } from './file-card'

/** From a file to the work it begins: choose it, say what its columns are, look at each row's fate, begin. */
export function ImportScreen({ mayImport }: { mayImport: boolean }) {
  const t = useTranslations('deviceImport')
  return (
    <div className="h-full overflow-y-auto bg-canvas">
      <div className="mx-auto flex max-w-4xl flex-col gap-4 p-4 md:p-6">
        <header>
          <Link
            href="/devices"
            className="inline-flex items-center text-sm text-accent pointer-coarse:min-h-touch"
          >
            {t('back')}
          </Link>
          <h1 className="text-xl font-semibold tracking-tight">{t('title')}</h1>
          <p className="max-w-2xl text-sm text-muted">{t('about')}</p>
        </header>
        {mayImport ? <Steps /> : <Banner tone="warning" title={t('forbidden')} className="rounded-lg" />}
      </div>
    </div>
  )
}

function Steps() {
  const { file, look, columns, check, busy, failure, choose, dryRun, begin, setColumn } = useImport()
  return (
    <>
      <FileCard
        file={file}
        rowCount={look?.rowCount ?? null}
        isReading={busy === 'look'}
        onFile={(next) => void choose(next)}
      />
      {failure === null ? null : <Banner tone="danger" title={failure} className="rounded-lg" />}
      {look === null ? null : (
        <ColumnsCard
          look={look}
          columns={columns}
          isBusy={busy !== null}
          isChecking={busy === 'check'}
          onColumn={setColumn}
          onCheck={() => void dryRun()}
        />
      )}
      {check === null ? null : (
        <CheckCard key={check.seen} check={check} isBusy={busy !== null} onBegin={() => void begin()} />
      )}
    </>
  )
}
