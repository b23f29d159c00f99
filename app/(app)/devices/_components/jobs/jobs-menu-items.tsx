'use client'

import { ArrowRightLeft, CalendarClock, Link2, Link2Off, ListChecks } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/menu'

const CHOICES = ['transfer', 'expiry', 'bind', 'unbind'] as const
export type JobChoice = (typeof CHOICES)[number]

export type JobsMenuItemsProps = {
  trigger: ReactNode
  triggerClassName: string
  triggerLabel: string
  onChoose: (choice: JobChoice) => void
}

/** The menu itself. */
export function JobsMenuItems({ onChoose, ...look }: JobsMenuItemsProps) {
  const t = useTranslations('deviceJobs.menu')
  const router = useRouter()
  return (
    <Menu {...look} label={t('label')} placement="bottom end">
      {CHOICES.map((choice) => (
        <MenuItem key={choice} icon={ICONS[choice]} onAction={() => onChoose(choice)}>
          {t(choice)}
        </MenuItem>
      ))}
      <MenuSeparator />
      <MenuItem
        icon={<ListChecks aria-hidden className="size-4" />}
        onAction={() => router.push('/devices/jobs')}
      >
        {t('jobs')}
      </MenuItem>
    </Menu>
  )
}

const ICONS: Record<JobChoice, ReactNode> = {
  transfer: <ArrowRightLeft aria-hidden className="size-4 rtl:-scale-x-100" />,
  expiry: <CalendarClock aria-hidden className="size-4" />,
  bind: <Link2 aria-hidden className="size-4" />,
  unbind: <Link2Off aria-hidden className="size-4" />,
}
