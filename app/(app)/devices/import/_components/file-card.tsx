'use client'

import { Upload } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type DragEvent, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { classNames } from '@/components/ui/class-names'
import { useHydrated } from '@/lib/client/use-hydrated'

export type FileCardProps = {
  file: File | null
  rowCount: number | null
  isReading: boolean
  onFile: (file: File) => void
}

const LINK = 'inline-flex items-center text-accent underline pointer-coarse:min-h-touch'

/** Where a file is chosen or dropped, and what it may be. */
export function FileCard({ file, rowCount, isReading, onFile }: FileCardProps) {
  const t = useTranslations('deviceImport')
  const field = useRef<HTMLInputElement>(null)
  const isHydrated = useHydrated()
  const [isOver, setOver] = useState(false)
  const take = (files: FileList | null) => {
    const [first] = files ?? []
    if (first !== undefined) onFile(first)
  }
  const over = (event: DragEvent, isNow: boolean) => {
    event.preventDefault()
    setOver(isNow)
  }
  return (
    <Card title={t('steps.file')}>
      <div className="flex flex-col gap-3 px-4 pb-4 text-sm">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one more way; the button within is for everybody */}
        <div
          onDragOver={(event) => over(event, true)}
          onDragLeave={(event) => over(event, false)}
          onDrop={(event) => {
            over(event, false)
            take(event.dataTransfer.files)
          }}
          className={classNames(
            'flex flex-wrap items-center gap-3 rounded-lg border border-dashed p-4',
            isOver ? 'border-accent bg-accent-soft' : 'border-line-strong bg-sunken',
          )}
        >
          <Button
            variant={file === null ? 'primary' : 'secondary'}
            disabled={!isHydrated}
            onClick={() => field.current?.click()}
          >
            <Upload aria-hidden className="size-4" />
            {file === null ? t('file.choose') : t('file.other')}
          </Button>
          <input
            ref={field}
            type="file"
            accept=".csv,.tsv,.txt,.xlsx,text/csv"
            aria-label={t('file.choose')}
            tabIndex={-1}
            className="hidden"
            onChange={(event) => {
              take(event.target.files)
              // The same file, mended, can be chosen again.
              event.target.value = ''
            }}
          />
          <p role="status" className="min-w-0 grow wrap-anywhere text-muted">
            {status()}
          </p>
        </div>
        <p className="text-muted">{t('file.limits')}</p>
        <p className="text-muted">{t('file.hint')}</p>
        <p className="flex flex-wrap items-center gap-x-3">
          <span className="text-muted">{t('file.template')}</span>
          {(['csv', 'xlsx'] as const).map((format) => (
            <a
              key={format}
              href={`/api/device-jobs/import/template?format=${format}`}
              download
              className={LINK}
            >
              {t(`file.${format}`)}
            </a>
          ))}
        </p>
      </div>
    </Card>
  )

  function status(): string {
    if (isReading) return t('file.reading')
    if (file === null) return t('file.drop')
    return rowCount === null ? file.name : t('file.chosen', { name: file.name, rows: rowCount })
  }
}
