'use client'

import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import type { CommandRight } from '@/lib/domain/command'
import { approverAction } from '../actions'
import { HubForm } from './hub-form'
import { RightsList } from './rights-list'
import { StoredSwitch } from './stored-switch'

export type SettingsPerson = {
  userId: string
  name: string
  email: string
  role: string
  rights: CommandRight[]
}
export type SettingsHub = { connectionId: string; name: string; address: string | null }

export type CommandSettingsProps = {
  isApproverNeeded: boolean
  people: readonly SettingsPerson[]
  hubs: readonly SettingsHub[]
}

/** Who may send what, whether a second person is needed, and over which hubs. */
export function CommandSettingsScreen({ isApproverNeeded, people, hubs }: CommandSettingsProps) {
  const t = useTranslations('commandSettings')
  return (
    <div className="scrollbar-quiet h-full overflow-y-auto bg-canvas">
      <div className="mx-auto flex max-w-4xl flex-col gap-4 px-4 pb-8 md:px-6">
        <header className="pt-4 md:pt-5">
          <h1 className="text-xl font-semibold tracking-tight max-md:text-lg">{t('title')}</h1>
          <p className="mt-1 max-w-2xl text-sm text-muted">{t('about')}</p>
        </header>
        <Card title={t('approver.title')}>
          <div className="border-t border-line px-4 py-3">
            <StoredSwitch
              label={t('approver.label')}
              isOn={isApproverNeeded}
              store={(isOn) => approverAction(isOn)}
            />
            <p className="mt-1 max-w-2xl ps-8 text-sm text-muted">{t('approver.about')}</p>
          </div>
        </Card>
        <RightsList people={people} />
        <Card title={t('hub.title')}>
          <p className="max-w-2xl px-4 pb-3 text-sm text-muted">{t('hub.about')}</p>
          {hubs.length === 0 ? (
            <p className="border-t border-line px-4 py-6 text-center text-sm text-muted">{t('hub.none')}</p>
          ) : null}
          <ul className="divide-y divide-line border-t border-line empty:hidden">
            {hubs.map((hub) => (
              <li key={hub.connectionId} className="px-4 py-4">
                <HubForm hub={hub} />
              </li>
            ))}
          </ul>
        </Card>
      </div>
    </div>
  )
}
