'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { DEVICE_RANGES, type DeviceRange, rangeAddress } from '../_hooks/device-range'

/** How far back. Every choice is a link, for it stands in the address. */
export function RangeChooser({ range }: { range: DeviceRange }) {
  const t = useTranslations('devicePage')
  return (
    <nav aria-label={t('range')} className="mt-4 flex">
      <span className="flex overflow-hidden rounded border border-line bg-panel max-md:grow">
        {DEVICE_RANGES.map((each) => (
          <Link
            key={each}
            href={rangeAddress(each)}
            scroll={false}
            replace
            prefetch={false}
            aria-current={each === range ? 'true' : undefined}
            className={CHOICE}
          >
            {t(`ranges.${each}`)}
          </Link>
        ))}
      </span>
    </nav>
  )
}

const CHOICE =
  'flex h-8 grow items-center justify-center border-line px-3.5 text-sm font-medium -outline-offset-2 not-first:border-s ' +
  'hover:bg-sunken aria-[current=true]:bg-accent-soft aria-[current=true]:text-accent pointer-coarse:h-touch'
