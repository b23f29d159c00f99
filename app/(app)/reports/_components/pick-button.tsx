'use client'

import { ChevronDown } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { Dialog } from '@/components/ui/dialog'
import { CONTROL } from './field'
import { PickList, type PickOption } from './pick-list'

export type PickButtonProps = {
  label: string
  /** What is chosen, in words. */
  shown: string
  options: readonly PickOption[]
  chosen: readonly string[]
  onChoose: (chosen: string[]) => void
}

/** A field that opens a list to choose from; nothing chosen means all. */
export function PickButton({ label, shown, options, chosen, onChoose }: PickButtonProps) {
  const t = useTranslations('reports.vehicles')
  const [draft, setDraft] = useState<readonly string[] | null>(null)
  const close = () => setDraft(null)
  return (
    <>
      <FieldButton label={label} shown={shown} onPress={() => setDraft(chosen)} className="w-44" />
      {draft === null ? null : (
        <Dialog title={label} onClose={close} className="w-[min(28rem,calc(100vw-2rem))]!">
          <PickList searchLabel={label} options={options} chosen={draft} onChange={setDraft} />
          <div className="flex justify-end gap-2">
            <Button onClick={close}>{t('cancel')}</Button>
            <Button
              variant="primary"
              onClick={() => {
                onChoose([...draft])
                close()
              }}
            >
              {t('done')}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  )
}

/** A button that looks and reads like a field with a value. */
export function FieldButton({
  label,
  shown,
  onPress,
  className,
}: {
  label: string
  shown: string
  onPress: () => void
  className?: string
}) {
  const id = useId()
  return (
    <div className={classNames('flex min-w-0 flex-col gap-1', className)}>
      <span id={id} className="text-xs font-medium text-muted">
        {label}
      </span>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-labelledby={`${id} ${id}-shown`}
        onClick={onPress}
        className={classNames(
          CONTROL,
          'flex h-9 items-center gap-2 border-line-strong text-start pointer-coarse:h-touch',
        )}
      >
        <span id={`${id}-shown`} className="min-w-0 grow truncate">
          {shown}
        </span>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-muted" />
      </button>
    </div>
  )
}
