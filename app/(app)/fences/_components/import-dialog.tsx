'use client'

import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { type FenceFile, readFenceFile } from '@/lib/client/fences/read-fence-file'
import { useFormatPreferences } from '@/lib/client/format/preferences'
import { useFormats } from '@/lib/client/format/use-formats'
import type { FenceDraft } from '@/lib/domain/api/fences'
import type { ReadFence } from '@/lib/domain/geofence-geojson'
import { useLengthWords } from '../_hooks/use-length-words'
import { saveFenceAction } from '../actions'

export type ImportDialogProps = { onClose: () => void; onImported: () => void }

/** Fences out of a file: what it brings is shown before anything is kept. */
export function ImportDialog({ onClose, onImported }: ImportDialogProps) {
  const t = useTranslations('fences.import')
  const formats = useFormats()
  const [file, setFile] = useState<FenceFile | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [keptCount, setKeptCount] = useState(0)
  const [isBusy, start] = useTransition()
  const read = file?.ok ? file.fences : []
  const usable = read.flatMap((each, index) =>
    each.ok ? [draftFrom(each, `${t('unnamed')} ${index + 1}`)] : [],
  )
  const left = usable.slice(keptCount)
  // One after the other, so that what was kept is known when one fails, and going on brings none twice.
  const bring = () =>
    start(async () => {
      setFailure(null)
      let words: string | null = null
      let count = keptCount
      for (const draft of left) {
        const answer = await saveFenceAction(null, draft).catch(() => null)
        if (answer?.ok !== true) {
          words = answer?.message ?? t('noAnswer')
          break
        }
        count += 1
      }
      setKeptCount(count)
      onImported()
      if (words === null) onClose()
      else setFailure(words)
    })
  return (
    <Dialog title={t('title')} onClose={onClose} isHeld={isBusy}>
      <p className="text-sm text-muted">{t('body')}</p>
      <label className="flex flex-col gap-1 text-sm font-medium">
        {t('file')}
        <input
          type="file"
          accept=".geojson,.json,.kml,application/geo+json,application/vnd.google-earth.kml+xml"
          onChange={async (event) => {
            const chosen = event.target.files?.[0]
            setFailure(null)
            setKeptCount(0)
            setFile(chosen === undefined ? null : await readFenceFile(chosen))
          }}
          className="rounded border border-line-strong p-2 font-normal"
        />
      </label>
      {file?.ok === false ? (
        <Banner tone="danger" title={t('notUsable')} className="rounded">
          {t(`problems.${file.problem}`)}
        </Banner>
      ) : null}
      {read.length > 0 ? <Findings read={read} /> : null}
      {failure === null ? null : (
        <Banner
          tone="danger"
          title={t('keptSome', { count: keptCount, total: usable.length })}
          className="rounded"
        >
          {failure}
        </Banner>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose} disabled={isBusy}>
          {t('cancel')}
        </Button>
        <Button variant="primary" onClick={bring} disabled={isBusy || left.length === 0}>
          {t('confirm', { count: left.length, shown: formats.number(left.length) })}
        </Button>
      </div>
    </Dialog>
  )
}

function Findings({ read }: { read: readonly ReadFence[] }) {
  const t = useTranslations('fences')
  const lengths = useLengthWords(useFormatPreferences().units)
  return (
    <ul
      aria-label={t('import.found')}
      className="max-h-60 divide-y divide-line overflow-y-auto rounded border border-line text-sm"
    >
      {read.map((each, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a file's features have no other name, and their order stays.
        <li key={index} className="flex justify-between gap-3 px-2.5 py-1.5">
          <bdi className="truncate">
            {(each.ok ? each.fence.name : each.name) || `${t('import.unnamed')} ${index + 1}`}
          </bdi>
          {each.ok ? (
            <span className="shrink-0 text-muted">{t(`kinds.${each.fence.shape.kind}`)}</span>
          ) : (
            <span className="text-end text-danger">
              {t(`shapeProblems.${each.problem}`, lengths.limitsOf(each.problem))}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}

function draftFrom({ fence }: Extract<ReadFence, { ok: true }>, unnamed: string): FenceDraft {
  return {
    ...fence,
    name: fence.name || unnamed,
    // Nobody wants two hundred fences to ring from the first minute.
    rules: { enter: false, exit: false, dwellMin: null },
    enabled: true,
    deviceIds: null,
  }
}
