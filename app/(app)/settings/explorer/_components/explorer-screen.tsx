'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { classNames } from '@/components/ui/class-names'
import type { ExplorerStart } from '@/lib/domain/api/explorer'
import { useChosenMethod } from '../_hooks/use-chosen-method'
import { useDrafts } from '../_hooks/use-drafts'
import { MethodList } from './method-list'
import { MethodPanel } from './method-panel'

/** The methods beside the one that is tried. On phones one or the other. */
export function ExplorerScreen({ start }: { start: ExplorerStart }) {
  const t = useTranslations('explorer')
  const [chosenName, choose] = useChosenMethod()
  const drafts = useDrafts()
  const profiles = start.own.map(({ profile }) => profile)
  const [profile, setProfile] = useState(profiles.at(-1) ?? 'pro')
  const chosen = start.methods.find(({ name }) => name === chosenName)
  return (
    <div className="flex h-full bg-canvas">
      <h1 className="sr-only">{t('title')}</h1>
      <MethodList
        methods={start.methods}
        chosenName={chosen?.name ?? null}
        onChoose={choose}
        className={classNames('md:w-76 lg:w-84', chosenName !== null && 'max-md:hidden')}
      />
      <div
        className={classNames(
          'scrollbar-quiet min-w-0 grow overflow-y-auto',
          chosenName === null && 'max-md:hidden',
        )}
      >
        {chosen ? (
          <MethodPanel
            key={`${profile} ${chosen.name}`}
            entry={chosen}
            drafts={drafts}
            own={start.own.find((each) => each.profile === profile)}
            profile={profile}
            profiles={profiles}
            onProfile={setProfile}
            onBack={() => choose(null)}
          />
        ) : (
          <div className="flex h-full flex-col items-center justify-center px-6 text-center">
            <h2 className="text-lg font-semibold">
              {t(chosenName === null ? 'chooseTitle' : 'unknownTitle')}
            </h2>
            <p className="mt-1 max-w-md text-balance text-muted">
              {t(chosenName === null ? 'chooseBody' : 'unknownBody')}
            </p>
            {chosenName === null ? null : (
              <button type="button" onClick={() => choose(null)} className={LINK}>
                {t('allMethods')}
              </button>
            )}
          </div>
        )}
      </div>
    </div>
  )
}

const LINK = 'mt-3 min-h-touch font-medium text-accent hover:underline'
