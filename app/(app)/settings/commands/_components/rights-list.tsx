'use client'

import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { COMMAND_RIGHTS } from '@/lib/domain/command'
import { rightAction } from '../actions'
import type { SettingsPerson } from './command-settings-screen'
import { StoredSwitch } from './stored-switch'

/** Who has which right beside the role. On a phone each person is a card of their own. */
export function RightsList({ people }: { people: readonly SettingsPerson[] }) {
  const t = useTranslations('commandSettings.rights')
  return (
    <Card title={t('title')}>
      <p className="max-w-2xl px-4 pb-3 text-sm text-muted">{t('about')}</p>
      {people.length === 0 ? (
        <p className="border-t border-line px-4 py-6 text-center text-sm text-muted">{t('none')}</p>
      ) : (
        <ul className="divide-y divide-line border-t border-line">
          {people.map((person) => (
            <PersonRow key={person.userId} person={person} />
          ))}
        </ul>
      )}
      <dl className="grid gap-x-6 gap-y-1 border-t border-line px-4 py-3 text-sm text-muted md:grid-cols-3">
        {COMMAND_RIGHTS.map((right) => (
          <div key={right}>
            <dt className="font-medium text-ink">{t(`names.${right}`)}</dt>
            <dd>{t(`meanings.${right}`)}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}

function PersonRow({ person: { userId, name, email, role, rights } }: { person: SettingsPerson }) {
  const t = useTranslations('commandSettings.rights')
  return (
    <li className="px-4 py-3 text-sm">
      <fieldset className="flex flex-wrap items-center gap-x-6 gap-y-1">
        <legend className="sr-only">{name}</legend>
        <div aria-hidden className="min-w-0 grow basis-56">
          <p className="truncate font-medium">
            <bdi>{name}</bdi> <span className="font-normal text-muted">· {t(`roles.${role}`)}</span>
          </p>
          <p className="truncate text-muted">{email}</p>
        </div>
        <div className="flex flex-wrap gap-x-5">
          {COMMAND_RIGHTS.map((right) => (
            <div key={right}>
              <StoredSwitch
                label={t(`names.${right}`)}
                isOn={rights.includes(right)}
                store={(isGiven) => rightAction({ userId, right, isGiven })}
              />
            </div>
          ))}
        </div>
      </fieldset>
    </li>
  )
}
