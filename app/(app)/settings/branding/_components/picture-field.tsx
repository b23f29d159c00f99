'use client'

import { useTranslations } from 'next-intl'
import { useId, useRef } from 'react'
import { Button } from '@/components/ui/button'
import type { BrandPicture } from '@/lib/domain/api/branding'
import { PICTURE_LIMITS, type PictureKind } from '@/lib/domain/branding-picture'
import type { BrandingForm } from './use-branding'

export type PictureFieldProps = { kind: PictureKind; picture: BrandPicture | null; form: BrandingForm }

/** One picture: as it is, another, or none. It is stored as soon as it is chosen. */
export function PictureField({ kind, picture, form }: PictureFieldProps) {
  const t = useTranslations('branding.pictures')
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const { maxBytes, maxSidePx } = PICTURE_LIMITS[kind]
  const problem = form.picture?.kind === kind ? form.picture.problem : null
  return (
    <div className="flex flex-col gap-2">
      <label htmlFor={id} className="text-sm font-medium">
        {t(kind)}
      </label>
      <p id={`${id}-hint`} className="text-sm text-muted">
        {t('hint', { kib: maxBytes / 1024, pixels: maxSidePx })}
      </p>
      {picture ? (
        // biome-ignore lint/performance/noImgElement: it is served as it is, once and for good.
        <img
          src={picture.url}
          alt={t(`${kind}Alt`)}
          width={picture.width}
          height={picture.height}
          className="max-h-24 w-auto max-w-56 self-start rounded border border-line bg-sunken object-contain p-1"
        />
      ) : null}
      <div className="flex flex-wrap items-center gap-2">
        <input
          ref={input}
          id={id}
          type="file"
          accept="image/png,image/jpeg,image/webp"
          disabled={form.isBusy}
          aria-describedby={problem ? `${id}-problem` : `${id}-hint`}
          aria-invalid={problem !== null}
          onChange={(event) => {
            const [file] = event.target.files ?? []
            if (file) form.upload(kind, file)
            // The same file can be chosen again after it was mended.
            event.target.value = ''
          }}
          className={FILE}
        />
        {picture ? (
          <Button size="sm" disabled={form.isBusy} onClick={() => form.drop(kind)}>
            {t(`${kind}Remove`)}
          </Button>
        ) : null}
      </div>
      <p id={`${id}-problem`} role="status" className="text-sm text-danger empty:hidden">
        {problem ? t(`problems.${problem}`, { kib: maxBytes / 1024, pixels: maxSidePx }) : ''}
      </p>
    </div>
  )
}

const FILE =
  'max-w-full text-sm text-muted file:me-3 file:h-8 file:cursor-pointer file:rounded file:border file:border-solid ' +
  'file:border-line file:bg-panel file:px-3 file:text-sm file:font-medium file:text-ink hover:file:bg-sunken pointer-coarse:file:h-touch'
