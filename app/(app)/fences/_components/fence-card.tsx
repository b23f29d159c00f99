'use client'

import { ArrowLeft, Crosshair, Pencil, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { IconButton } from '@/components/ui/icon-button'
import { useFormats } from '@/lib/client/format/use-formats'
import type { FenceDetail } from '@/lib/domain/api/fences'
import type { FenceShape } from '@/lib/domain/geofence'
import { FenceEventList } from './fence-event-list'
import { RemoveDialog } from './remove-dialog'
import { ShapeIcon } from './shape-icon'
import { VendorSection } from './vendor-section'

export type FenceCardProps = {
  fence: FenceDetail
  canEdit: boolean
  onEdit: () => void
  onClose: () => void
  onGoTo: (shape: FenceShape) => void
  onChanged: () => void
}

/** One fence: what it is, what happened at it, and how its copy at the vendor stands. */
export function FenceCard({ fence, canEdit, onEdit, onClose, onGoTo, onChanged }: FenceCardProps) {
  const t = useTranslations('fences')
  const [isRemoving, setRemoving] = useState(false)
  const { name, shape, color, tags, description } = fence
  return (
    <>
      <div className="flex shrink-0 items-center gap-2 border-b border-line px-2 py-2">
        <IconButton icon={ArrowLeft} label={t('back')} onClick={onClose} className="rtl:-scale-x-100" />
        <ShapeIcon kind={shape.kind} color={color} />
        <h2 className="min-w-0 grow truncate text-base font-semibold">
          <bdi>{name}</bdi>
        </h2>
        <IconButton
          icon={Crosshair}
          label={t('form.show')}
          onClick={() => onGoTo(shape)}
          tooltip="bottom-end"
        />
        {canEdit ? (
          <>
            <IconButton icon={Pencil} label={t('edit')} onClick={onEdit} tooltip="bottom-end" />
            <IconButton
              icon={Trash2}
              label={t('remove.open')}
              onClick={() => setRemoving(true)}
              tooltip="bottom-end"
            />
          </>
        ) : null}
      </div>
      <div className="min-h-0 grow space-y-5 overflow-y-auto p-3 scrollbar-quiet">
        {description === '' ? null : (
          <p className="text-sm [overflow-wrap:anywhere]">
            <bdi>{description}</bdi>
          </p>
        )}
        <Facts fence={fence} />
        {tags.length === 0 ? null : (
          <ul aria-label={t('form.tags')} className="flex flex-wrap gap-1.5">
            {tags.map((tag) => (
              <li key={tag} className="rounded-full bg-sunken px-2.5 py-0.5 text-sm">
                <bdi>{tag}</bdi>
              </li>
            ))}
          </ul>
        )}
        <VendorSection fence={fence} canEdit={canEdit} onChanged={onChanged} />
        <FenceEventList fenceId={fence.id} />
      </div>
      {isRemoving ? (
        <RemoveDialog
          fence={fence}
          onClose={() => setRemoving(false)}
          onRemoved={() => {
            onClose()
            onChanged()
          }}
        />
      ) : null}
    </>
  )
}

function Facts({ fence }: { fence: FenceDetail }) {
  const t = useTranslations('fences')
  const formats = useFormats()
  const { shape, rules, deviceCount, insideCount, enabled } = fence
  const size =
    shape.kind === 'circle'
      ? t('facts.radius', { length: formats.length(shape.radiusM) })
      : shape.kind === 'corridor'
        ? t('facts.width', { length: formats.length(shape.widthM) })
        : null
  const alarms = [
    rules.enter ? t('facts.enter') : null,
    rules.exit ? t('facts.exit') : null,
    rules.dwellMin === null
      ? null
      : t('facts.dwell', { duration: formats.duration(rules.dwellMin * 60_000) }),
  ].filter((each) => each !== null)
  const rows = [
    [t('form.shape'), [t(`kinds.${shape.kind}`), size].filter(Boolean).join(', ')],
    [t('facts.alarms'), alarms.length > 0 ? formats.list(alarms) : t('facts.noAlarms')],
    [t('form.vehicles'), deviceCount === null ? t('form.allVehicles') : formats.number(deviceCount)],
    [t('facts.inside'), formats.number(insideCount)],
    ...(enabled ? [] : [[t('facts.watched'), t('off')]]),
  ]
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
      {rows.map(([term, value]) => (
        <div key={term} className="contents">
          <dt className="text-muted">{term}</dt>
          <dd className="text-end tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
