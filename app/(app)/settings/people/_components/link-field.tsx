'use client'

import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { FIELD } from './styles'

/** A link that is shown this once, to be copied; `path` is within this installation. */
export function LinkField({ path, onClose }: { path: string; onClose: () => void }) {
  const t = useTranslations('people.link')
  const id = useId()
  const address = `${window.location.origin}${path}`
  return (
    <>
      <label htmlFor={id} className="text-sm font-medium">
        {t('label')}
      </label>
      <input
        id={id}
        readOnly
        dir="ltr"
        value={address}
        onFocus={(event) => event.target.select()}
        className={FIELD}
      />
      <div className="flex flex-wrap justify-end gap-2">
        <CopyButton getText={() => address} label={t('copy')} copiedLabel={t('copied')}>
          {t('copy')}
        </CopyButton>
        <Button variant="primary" onClick={onClose}>
          {t('done')}
        </Button>
      </div>
    </>
  )
}
