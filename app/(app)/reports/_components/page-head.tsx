'use client'

import { ChevronLeft, FolderOpen } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import type { ReportAddress } from '@/lib/client/reports/report-address'
import type { ReportActs } from '../_hooks/use-report-address'
import { SaveButtons } from './save-buttons'
import { SavedList } from './saved-list'

/** What the page shows, the way back, and what can be kept. On phones the saved reports stand behind a button. */
export function PageHead({ address, acts }: { address: ReportAddress; acts: ReportActs }) {
  const t = useTranslations('reports')
  const { request, isSchedules } = address
  const [isOpen, setOpen] = useState(false)
  const isStart = request === null && !isSchedules
  const title = isSchedules
    ? t('schedules.title')
    : request === null
      ? t('title')
      : t(`kinds.${request.kind}.name`)
  return (
    <header className="flex min-h-14 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 md:px-6">
      {isStart ? null : (
        <Button variant="quiet" size="sm" className="-ms-2" onClick={acts.leave}>
          <ChevronLeft aria-hidden className="size-4 rtl:-scale-x-100" />
          {t('form.otherKind')}
        </Button>
      )}
      <div className="min-w-0 grow">
        <h1 className="truncate text-xl font-semibold tracking-tight max-md:text-lg">{title}</h1>
        {request === null ? null : (
          <p className="truncate text-sm text-muted max-md:hidden">{t(`kinds.${request.kind}.about`)}</p>
        )}
      </div>
      {request === null ? null : <SaveButtons request={request} savedId={address.savedId} acts={acts} />}
      <Button className="md:hidden" onClick={() => setOpen(true)} aria-haspopup="dialog">
        <FolderOpen aria-hidden className="size-4" />
        <span className="max-sm:sr-only">{t('saved.title')}</span>
      </Button>
      {isOpen ? (
        <Dialog
          title={t('saved.open')}
          onClose={() => setOpen(false)}
          className="mb-0! w-full! max-w-full! rounded-b-none! max-md:min-h-[50dvh]"
        >
          <SavedList address={address} acts={acts} onOpened={() => setOpen(false)} isInSheet />
        </Dialog>
      ) : null}
    </header>
  )
}
