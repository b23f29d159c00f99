import { DeliveriesFrame, DeliveriesSkeleton } from './_components/deliveries-frame'

export default function DeliveriesLoading() {
  return (
    <DeliveriesFrame>
      <div className="rounded-lg border border-line bg-panel">
        <DeliveriesSkeleton />
      </div>
    </DeliveriesFrame>
  )
}
