'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Menu, MenuItem } from '@/components/ui/menu'
import { useTimeZone } from '@/lib/client/format/preferences'
import { saveFile } from '@/lib/client/replay/save-file'
import { toCsv } from '@/lib/domain/track/export/csv'
import type { ExportedTrack } from '@/lib/domain/track/export/exported'
import { toGeoJson } from '@/lib/domain/track/export/geojson'
import { toGpx } from '@/lib/domain/track/export/gpx'
import { toKml } from '@/lib/domain/track/export/kml'
import { exportName } from '../_hooks/export-name'
import type { ReplayChoice } from '../_hooks/replay-address'
import type { ReplayTrack } from '../_hooks/use-replay-tracks'

type Form = { key: string; type: string; write: (tracks: readonly ExportedTrack[]) => string }

const FORMS: readonly Form[] = [
  { key: 'gpx', type: 'application/gpx+xml', write: toGpx },
  { key: 'kml', type: 'application/vnd.google-earth.kml+xml', write: toKml },
  { key: 'csv', type: 'text/csv', write: toCsv },
  { key: 'geojson', type: 'application/geo+json', write: toGeoJson },
]

export type ExportMenuProps = {
  trigger: ReactNode
  triggerClassName: string
  tracks: readonly ReplayTrack[]
  choice: ReplayChoice
}

/** All tracks of the replay as a file, made in the browser. */
export function ExportMenu({ trigger, triggerClassName, tracks, choice }: ExportMenuProps) {
  const t = useTranslations('replay.export')
  const zone = useTimeZone()
  return (
    <Menu trigger={trigger} triggerClassName={triggerClassName} label={t('label')} placement="bottom end">
      {FORMS.map(({ key, type, write }) => (
        <MenuItem
          key={key}
          onAction={() => saveFile(exportName(choice.fromMs, zone, key), type, write(tracks))}
        >
          {t(key)}
        </MenuItem>
      ))}
    </Menu>
  )
}
