'use client'

import { ChevronLeft } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { Breakable } from '@/components/ui/breakable'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import { useExplorerMethod } from '@/lib/client/queries/explorer'
import type { ExplorerEntry, OwnNames } from '@/lib/domain/api/explorer'
import type { Drafts } from '../_hooks/use-drafts'
import { MethodWorkbench } from './method-workbench'
import { NotedText } from './noted-text'
import { ProfileChooser } from './profile-chooser'

export type MethodPanelProps = {
  entry: ExplorerEntry
  drafts: Drafts
  own: OwnNames | undefined
  profile: 'ts' | 'pro'
  profiles: readonly ('ts' | 'pro')[]
  onProfile: (profile: 'ts' | 'pro') => void
  onBack: () => void
}

/** One method: what it is, its form, and what came of sending it. */
export function MethodPanel({ entry, drafts, own, profile, profiles, onProfile, onBack }: MethodPanelProps) {
  const t = useTranslations('explorer')
  const isEnglish = useLocale() === 'en'
  const heading = useRef<HTMLHeadingElement>(null)
  // Who chose a method goes on from its name, wherever the list was.
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  const { data, error, refetch } = useExplorerMethod(entry.name, profile)
  return (
    <div className="mx-auto flex max-w-7xl flex-col gap-4 px-4 pb-[calc(2rem+env(safe-area-inset-bottom))] md:px-6">
      <header className="pt-3 md:pt-5">
        <button type="button" onClick={onBack} className={BACK}>
          <ChevronLeft aria-hidden className="size-5 rtl:rotate-180" />
          {t('allMethods')}
        </button>
        <h2 ref={heading} tabIndex={-1} className="text-lg font-semibold wrap-anywhere outline-none">
          <Breakable text={entry.name} />
        </h2>
        <p className="mt-1 max-w-3xl">
          <NotedText text={entry.summary} />
        </p>
        {data ? (
          <p className="mt-1 max-w-3xl text-sm text-muted">
            <NotedText text={data.docs} />
          </p>
        ) : null}
        {isEnglish ? null : <p className="mt-1 max-w-3xl text-sm text-muted">{t('inEnglish')}</p>}
        <div className="mt-2 flex flex-wrap items-center gap-2 text-sm text-muted">
          <span className="rounded border border-line bg-panel px-2 py-0.5">
            {t(`access.${entry.access}`)}
          </span>
          <span className="rounded border border-line bg-panel px-2 py-0.5">{entry.chapter}</span>
          {profiles.length > 1 ? (
            <ProfileChooser profile={profile} profiles={profiles} onProfile={onProfile} />
          ) : null}
          {entry.profiles.includes(profile) ? null : (
            <span>{t('otherProfile', { profile: t(`profiles.${entry.profiles[0] ?? profile}`) })}</span>
          )}
        </div>
      </header>
      {data ? <MethodWorkbench method={data} drafts={drafts} own={own} /> : null}
      {error && !data ? (
        <div role="alert" className="rounded-lg border border-line bg-panel p-6 text-center">
          <p className="font-semibold">{t('formFailed')}</p>
          <Button className="mt-3" onClick={() => void refetch()}>
            {t('retry')}
          </Button>
        </div>
      ) : null}
      {data || error ? null : (
        <div className="grid gap-4 xl:grid-cols-2">
          <Skeleton className="h-72" />
        </div>
      )}
    </div>
  )
}

const BACK = '-ms-2 mb-1 flex h-touch items-center gap-0.5 rounded pe-3 font-medium text-muted md:hidden'
