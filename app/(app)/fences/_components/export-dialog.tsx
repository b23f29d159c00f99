'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { useFormats } from '@/lib/client/format/use-formats'
import type { Fence } from '@/lib/domain/api/fences'
import { fencesToGeoJson, fencesToKml } from '@/lib/domain/geofence-geojson'

/** The fences that are listed, as a file. */
export function ExportDialog({ fences, onClose }: { fences: readonly Fence[]; onClose: () => void }) {
  const t = useTranslations('fences.export')
  const formats = useFormats()
  const save = (name: string, text: string, type: string) => {
    saveText({ name, text, type })
    onClose()
  }
  return (
    <Dialog title={t('title')} onClose={onClose}>
      <p className="text-sm text-muted">
        {t('body', { count: fences.length, shown: formats.number(fences.length) })}
      </p>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button
          onClick={() => save('fences.kml', fencesToKml(fences), 'application/vnd.google-earth.kml+xml')}
        >
          KML
        </Button>
        <Button
          variant="primary"
          onClick={() =>
            save('fences.geojson', JSON.stringify(fencesToGeoJson(fences)), 'application/geo+json')
          }
        >
          GeoJSON
        </Button>
      </div>
    </Dialog>
  )
}

function saveText({ name, text, type }: { name: string; text: string; type: string }): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
