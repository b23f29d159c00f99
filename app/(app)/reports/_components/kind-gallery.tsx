'use client'

import {
  Bell,
  CircleParking,
  Droplet,
  Fence,
  Gauge,
  type LucideIcon,
  PieChart,
  Radio,
  Route,
  Ruler,
  Thermometer,
  Truck,
} from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReportKind } from '@/lib/domain/api/reports'

/** The kinds of reports by what they are about. */
const GROUPS = {
  driving: ['trips', 'stops', 'mileage', 'speeding'],
  fleet: ['fleet', 'utilization', 'device_status'],
  places: ['fence_visits', 'alarms'],
  sensors: ['fuel', 'temperature'],
} as const satisfies Record<string, readonly ReportKind[]>

export const KIND_ICONS: Record<ReportKind, LucideIcon> = {
  trips: Route,
  stops: CircleParking,
  mileage: Ruler,
  speeding: Gauge,
  fence_visits: Fence,
  alarms: Bell,
  fleet: Truck,
  utilization: PieChart,
  device_status: Radio,
  fuel: Droplet,
  temperature: Thermometer,
}

/** What can be asked, each kind with one line of what it answers. */
export function KindGallery({ onChoose }: { onChoose: (kind: ReportKind) => void }) {
  const t = useTranslations('reports')
  return (
    <div className="flex max-w-7xl flex-col gap-6 px-4 pb-8 md:px-6">
      <p className="max-w-2xl text-sm text-muted">{t('about')}</p>
      <KindGroup word="driving" kinds={GROUPS.driving} onChoose={onChoose} />
      <KindGroup word="fleet" kinds={GROUPS.fleet} onChoose={onChoose} />
      <KindGroup word="places" kinds={GROUPS.places} onChoose={onChoose} />
      <KindGroup word="sensors" kinds={GROUPS.sensors} onChoose={onChoose} />
    </div>
  )
}

type KindGroupProps = {
  word: keyof typeof GROUPS
  kinds: readonly ReportKind[]
  onChoose: (kind: ReportKind) => void
}

function KindGroup({ word, kinds, onChoose }: KindGroupProps) {
  const t = useTranslations('reports')
  return (
    <section aria-labelledby={`reports-${word}`}>
      <h2 id={`reports-${word}`} className="mb-2 text-sm font-semibold text-muted">
        {t(`groups.${word}`)}
      </h2>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(17rem,100%),1fr))] gap-3">
        {kinds.map((kind) => {
          const Icon = KIND_ICONS[kind]
          return (
            <li key={kind}>
              <button type="button" onClick={() => onChoose(kind)} className={KIND}>
                <span className="flex size-9 shrink-0 items-center justify-center rounded bg-accent-soft text-accent">
                  <Icon aria-hidden className="size-5" strokeWidth={1.75} />
                </span>
                <span className="min-w-0">
                  <span className="block font-semibold">{t(`kinds.${kind}.name`)}</span>
                  <span className="block text-sm text-muted">{t(`kinds.${kind}.about`)}</span>
                </span>
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

const KIND =
  'flex h-full w-full items-start gap-3 rounded-lg border border-line bg-panel p-3 text-start transition-colors ' +
  'hover:border-line-strong hover:bg-sunken'
