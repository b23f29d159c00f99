'use client'

import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { CopyButton } from '@/components/ui/copy-button'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/lib/client/format/use-formats'
import { useDelivery } from '@/lib/client/queries/notify'
import type { DeliveryDetail, DeliveryRow, DeliveryTry } from '@/lib/domain/api/notify-log'
import { SendAgain } from './send-again'

/** What folds out of a delivery: its id, each try, and what was posted. */
export function DeliveryDetails({ delivery }: { delivery: DeliveryRow }) {
  const t = useTranslations('notify.log')
  const { id, state, attempts } = delivery
  const { data, isError, refetch } = useDelivery(id, `${state} ${attempts}`, true)
  if (isError && !data)
    return (
      <Banner
        tone="danger"
        title={t('detailFailed')}
        className="mt-1 rounded"
        actions={
          <Button size="sm" onClick={() => void refetch()}>
            {t('retry')}
          </Button>
        }
      />
    )
  if (!data)
    return (
      <div role="status" className="py-2">
        <span className="sr-only">{t('loading')}</span>
        <Skeleton className="h-4 w-1/2" />
        <Skeleton className="mt-2 h-16 w-full" />
      </div>
    )
  return (
    <div className="space-y-3 py-2">
      <Facts detail={data} />
      <SendAgain delivery={delivery} />
      <Tries tries={data.tries} />
      {delivery.way === 'webhook' ? <Body body={data.body} /> : null}
    </div>
  )
}

function Facts({ detail: { delivery, askedAgainAt } }: { detail: DeliveryDetail }) {
  const t = useTranslations('notify.log')
  const formats = useFormats()
  const { id, way, rule } = delivery
  const label = 'text-muted sm:w-48 sm:shrink-0'
  return (
    <dl className="space-y-1">
      <div className="flex flex-wrap items-center gap-x-3">
        <dt className={label}>{t(way === 'webhook' ? 'messageId' : 'id')}</dt>
        <dd className="flex min-w-0 items-center gap-1.5">
          <code dir="ltr" className="min-w-0 font-mono text-xs break-all">
            {id}
          </code>
          <CopyButton getText={() => id} label={t('copyId')} copiedLabel={t('copied')} />
        </dd>
      </div>
      {rule === null ? null : (
        <div className="flex flex-wrap gap-x-3">
          <dt className={label}>{t('rule')}</dt>
          <dd className="min-w-0 wrap-anywhere">
            <bdi>{rule}</bdi>
          </dd>
        </div>
      )}
      {askedAgainAt === null ? null : (
        <div className="flex flex-wrap gap-x-3">
          <dt className={label}>{t('askedAgain')}</dt>
          <dd className="tabular-nums">{formats.dateTime(Date.parse(askedAgainAt))}</dd>
        </div>
      )}
    </dl>
  )
}

function Tries({ tries }: { tries: readonly DeliveryTry[] }) {
  const t = useTranslations('notify.log')
  const formats = useFormats()
  return (
    <section>
      <h3 className="font-semibold">{t('triesTitle')}</h3>
      {tries.length === 0 ? <p className="text-muted">{t('noTries')}</p> : null}
      <ol className="mt-1 space-y-1 empty:hidden">
        {tries.map(({ attempt, at, outcome, words }) => (
          <li key={attempt} className="flex flex-wrap gap-x-3">
            <span className="tabular-nums sm:w-14">{t('attempt', { number: attempt })}</span>
            <time dateTime={at} className="text-muted tabular-nums">
              {formats.dateTime(Date.parse(at))}
            </time>
            <span className={classNames('min-w-0 wrap-anywhere', outcome === 'failed' && 'text-danger')}>
              {words}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

function Body({ body }: { body: string | null }) {
  const t = useTranslations('notify.log')
  const formats = useFormats()
  return (
    <section>
      <div className="flex flex-wrap items-center gap-x-3">
        <h3 className="font-semibold">{t('body')}</h3>
        {body === null ? null : (
          <>
            <span className="text-muted">
              {t('bytes', { count: formats.number(new TextEncoder().encode(body).length) })}
            </span>
            <CopyButton getText={() => body} label={t('copyBody')} copiedLabel={t('copied')} />
          </>
        )}
      </div>
      {body === null ? (
        <p className="text-muted">{t('noBody')}</p>
      ) : (
        <pre
          dir="ltr"
          className="mt-1 overflow-x-auto rounded bg-sunken p-2 text-xs whitespace-pre-wrap break-all"
        >
          {body}
        </pre>
      )}
    </section>
  )
}
