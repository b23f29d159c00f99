'use client'

import { PanelLeftOpen } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { IconButton } from '@/components/ui/icon-button'

export function ExpandListButton({ onClick }: { onClick: () => void }) {
  const t = useTranslations('map')
  return (
    <IconButton
      icon={PanelLeftOpen}
      label={t('expandList')}
      onClick={onClick}
      variant="secondary"
      tooltip="end"
      className="size-9 shadow-raised rtl:-scale-x-100"
      wrapperClassName="absolute! start-3 top-3 z-map-control max-md:hidden"
    />
  )
}
