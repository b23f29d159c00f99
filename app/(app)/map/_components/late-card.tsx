'use client'

import { Queries } from '@/lib/client/queries-provider'
import { VehicleCard, type VehicleCardProps } from './vehicle-card'

/** The card with what it asks the server by: the list beside it has none of it. */
export function LateCard(props: VehicleCardProps) {
  return (
    <Queries>
      <VehicleCard {...props} />
    </Queries>
  )
}
