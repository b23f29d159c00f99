'use client'

import { ScaleControl } from 'react-map-gl/maplibre'
import { useFormatPreferences } from '@/lib/client/format/preferences'

/** How long a piece of the map is, in the reader's units. */
export function MapScale() {
  const { units } = useFormatPreferences()
  return <ScaleControl position="bottom-right" maxWidth={90} unit={units} />
}
