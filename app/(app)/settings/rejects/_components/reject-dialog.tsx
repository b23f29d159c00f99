'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Detail, DetailList } from '@/components/ui/detail-list'
import { Dialog } from '@/components/ui/dialog'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/lib/client/format/use-formats'
import { usePushReject } from '@/lib/client/queries/push'
import type { PushRejectRaw } from '@/lib/domain/api/push'
import { useReasonWords } from '../_hooks/use-reason-words'
import { useReplay } from '../_hooks/use-replay'
import { replayOneAction } from '../actions'
import { ReplayOutcome } from './replay-outcome'

/** One item: why it was not stored, what came, and another try. */
export function RejectDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTranslations('rejects')
  const { data, error } = usePushReject(id)
  const { isBusy, outcome, run } = useReplay()
  return (
    <Dialog title={t('item.title')} onClose={onClose} className="w-[min(46rem,calc(100vw-2rem))]">
      {data ? <Item item={data} /> : null}
      {error && !data ? <p role="alert">{t('item.failed')}</p> : null}
      {data || error ? null : <Skeleton className="h-64" />}
      <ReplayOutcome outcome={outcome} />
      <div className="flex flex-wrap justify-end gap-2 pt-1">
        {data && data.replayedAt === null ? (
          <Button disabled={isBusy} onClick={() => run(() => replayOneAction(id))}>
            {t(isBusy ? 'replaying' : 'replayOne')}
          </Button>
        ) : null}
        <Button variant="primary" autoFocus onClick={onClose}>
          {t('item.close')}
        </Button>
      </div>
    </Dialog>
  )
}

function Item({ item }: { item: PushRejectRaw }) {
  const t = useTranslations('rejects.item')
  const tList = useTranslations('rejects.list')
  const formats = useFormats()
  const words = useReasonWords()(item.reason)
  return (
    <>
      <div className="-mx-5 border-b border-line [&_dl>div]:px-5">
        <DetailList>
          <Detail label={t('why')}>
            <span className="font-medium">{words.name}</span>
            <span className="block text-muted">{words.meaning}</span>
          </Detail>
          <Detail label={t('detail')}>
            <bdi>{item.detail}</bdi>
          </Detail>
          <Detail label={t('topic')}>
            <bdi translate="no">{item.topic}</bdi>
          </Detail>
          <Detail label={t('device')}>{item.imei ?? tList('noDevice')}</Detail>
          <Detail label={t('received')}>{formats.exactTime(Date.parse(item.receivedAt))}</Detail>
          {item.replayedAt === null ? null : (
            <Detail label={t('replayed')}>{formats.exactTime(Date.parse(item.replayedAt))}</Detail>
          )}
        </DetailList>
      </div>
      <Raw item={item} />
    </>
  )
}

function Raw({ item }: { item: PushRejectRaw }) {
  const t = useTranslations('rejects.item')
  const formats = useFormats()
  const shown = item.text ?? (item.hex ?? '').replaceAll(/(..)/g, '$1 ').trim()
  const label = t(item.text === null ? 'hex' : 'raw')
  return (
    <div>
      <div className="mb-1.5 flex items-center gap-2 text-sm">
        <h3 className="font-medium">{label}</h3>
        <span className="grow text-muted tabular-nums">
          {t('size', { value: formats.number(item.sizeBytes) })}
        </span>
        <CopyButton getText={() => shown} label={t('copy')} copiedLabel={t('copied')} />
      </div>
      <textarea
        readOnly
        rows={Math.min(16, Math.max(3, shown.split('\n').length))}
        dir="ltr"
        translate="no"
        spellCheck={false}
        aria-label={label}
        value={shown}
        className="w-full resize-none rounded border border-line bg-sunken p-3 font-mono text-xs wrap-anywhere"
      />
      {item.isCut ? (
        <p className="mt-1 text-sm text-muted">{t('cut', { value: formats.number(SHOWN_BYTES) })}</p>
      ) : null}
    </div>
  )
}

/** As much as the server shows of one item. */
const SHOWN_BYTES = 16_384
