'use client'

import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { LoadingLine } from '@/components/ui/loading-line'
import { useDeliveries } from '@/lib/client/queries/notify'
import { EmptyNote } from '../../connection/_components/empty-note'
import { useDeliveryFilter } from '../_hooks/use-delivery-filter'
import { DeliveriesFrame, DeliveriesSkeleton } from './deliveries-frame'
import { DeliveryFilters } from './delivery-filters'
import { DeliveryItem } from './delivery-item'

/** The log: the newest first, narrowed by where to and how it stands. Asked anew now and then. */
export function DeliveriesScreen() {
  const t = useTranslations('notify.log')
  const { filter, setFilter } = useDeliveryFilter()
  const log = useDeliveries(filter)
  const deliveries = log.data?.pages.flatMap((page) => page.deliveries) ?? []
  const isNarrowed = filter.receiver !== undefined || filter.state !== undefined
  const isNothing = log.isSuccess && deliveries.length === 0
  return (
    <DeliveriesFrame>
      <Card title={t('list')}>
        <DeliveryFilters filter={filter} onChange={setFilter} />
        {log.isError ? (
          <Banner
            tone={log.data ? 'warning' : 'danger'}
            title={t(log.data ? 'staleTitle' : 'failureTitle')}
            actions={
              <Button size="sm" onClick={() => void log.refetch()}>
                {t('retry')}
              </Button>
            }
          >
            {t('failureBody')}
          </Banner>
        ) : null}
        {log.isPending ? <DeliveriesSkeleton /> : null}
        {isNothing && isNarrowed ? <EmptyNote title={t('noneFits')} body={t('noneFitsBody')} /> : null}
        {isNothing && !isNarrowed ? <EmptyNote title={t('none')} body={t(`noneBody.${filter.way}`)} /> : null}
        {deliveries.length > 0 ? (
          <div className="relative border-t border-line">
            {log.isPlaceholderData ? <LoadingLine /> : null}
            <ol aria-label={t('list')} aria-busy={log.isPlaceholderData} className="divide-y divide-line">
              {deliveries.map((delivery) => (
                <DeliveryItem key={delivery.id} delivery={delivery} />
              ))}
            </ol>
          </div>
        ) : null}
        {log.hasNextPage ? (
          <div className="border-t border-line p-3 text-center">
            <Button size="sm" disabled={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
              {t(log.isFetchingNextPage ? 'loading' : 'more')}
            </Button>
          </div>
        ) : null}
      </Card>
    </DeliveriesFrame>
  )
}
