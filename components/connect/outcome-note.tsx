'use client'

import { useTranslations } from 'next-intl'
import { UpstreamIcon } from '@/components/domain/upstream-icon'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import type { ConnectOutcome } from '@/lib/domain/api/setup'
import type { UpstreamHealthKind } from '@/lib/domain/upstream'
import type { AccountForm } from './use-account-form'

/** What the vendor said to the last try, in words, with what to do. The region is always there, so that readers announce it. */
export function OutcomeNote({ form }: { form: AccountForm }) {
  const t = useTranslations('connection')
  const { outcome, failure, fields } = form
  return (
    <div aria-live="polite" className="flex flex-col gap-3 empty:hidden">
      {failure ? <Banner tone="danger" title={t(`problems.${failure}`)} className="rounded" /> : null}
      {outcome && outcome.kind !== 'ok' ? <Refusal outcome={outcome} /> : null}
      {outcome?.kind === 'refused' && outcome.health === 'region' && fields.place !== 'anywhere' ? (
        <Button
          disabled={form.isBusy}
          onClick={() => form.submit({ place: 'anywhere' })}
          className="self-start"
        >
          {t('tryAll')}
        </Button>
      ) : null}
    </div>
  )
}

function Refusal({ outcome }: { outcome: Exclude<ConnectOutcome, { kind: 'ok' }> }) {
  const t = useTranslations('connection')
  if (outcome.kind === 'address') return <HealthNote health={null} />
  if (outcome.kind === 'refused') return <HealthNote health={outcome.health} />
  const known = outcome.answers.find(({ health }) => health === 'app_key' || health === 'password')
  return (
    <>
      {known ? (
        <HealthNote health={known.health} />
      ) : (
        <Banner tone="danger" title={t('nowhere.title')} className="rounded">
          {t('nowhere.body')}
        </Banner>
      )}
      <ul aria-label={t('nowhere.list')} className="divide-y divide-line rounded border border-line text-sm">
        {outcome.answers.map(({ regionId, health }) => (
          <li key={regionId} className="flex items-center gap-2 px-3 py-2">
            <UpstreamIcon kind={health} className="size-4" />
            <span>
              <strong className="font-medium">{t(`place.${placeOf(regionId)}`)}</strong>{' '}
              {t(`answers.${health}`)}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

/** One refusal with what to do about it; null for an address that is none to be sent to. */
export function HealthNote({ health }: { health: UpstreamHealthKind | null }) {
  const t = useTranslations('connection.outcomes')
  const key = health ?? 'address'
  const tone = key === 'limited' || key === 'busy' || key === 'slow' ? 'warning' : 'danger'
  return (
    <Banner tone={tone} title={t(`${key}.title`)} className="rounded">
      {t(`${key}.body`)}
    </Banner>
  )
}

const PLACES = ['hk', 'eu', 'us', 'ts'] as const

function placeOf(regionId: string): (typeof PLACES)[number] | 'other' {
  return PLACES.find((place) => place === regionId) ?? 'other'
}
