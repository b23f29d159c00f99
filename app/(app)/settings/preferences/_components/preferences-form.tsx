'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { FormatPreferencesProvider } from '@/lib/client/format/preferences'
import type { Preferences } from '@/lib/domain/preferences'
import { Sample } from './sample'
import { UnitChoices, WeekChoice } from './unit-choices'
import { type Outcome, usePreferencesForm } from './use-preferences-form'
import { ZoneField } from './zone-field'

/** Units, zone and week, with a sample of what they make of things. Nothing holds until it is saved. */
export function PreferencesForm({ preferences }: { preferences: Preferences }) {
  const t = useTranslations('preferences')
  const { draft, zoneText, zoneRef, outcome, isBusy, choose, typeZone, submit } =
    usePreferencesForm(preferences)
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Card title={t('units')}>
        <UnitChoices value={draft} onChange={choose} />
      </Card>
      <Card title={t('time')}>
        <div className="flex flex-col gap-5 border-t border-line px-4 py-4">
          <ZoneField inputRef={zoneRef} value={zoneText} onChange={typeZone} isWrong={outcome === 'zone'} />
          <WeekChoice value={draft} onChange={choose} />
        </div>
      </Card>
      <FormatPreferencesProvider value={draft}>
        <Sample />
      </FormatPreferencesProvider>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" disabled={isBusy}>
          {t('save')}
        </Button>
        <OutcomeNote outcome={outcome} />
      </div>
    </form>
  )
}

/** Always there, so that readers announce what appears in it. A wrong zone is told at its field. */
function OutcomeNote({ outcome }: { outcome: Outcome }) {
  const t = useTranslations('preferences')
  return (
    <p role="status" className={outcome === 'failed' ? 'text-sm text-danger' : 'text-sm text-muted'}>
      {outcome === 'saved' ? t('saved') : null}
      {outcome === 'failed' ? t('problems.failed') : null}
    </p>
  )
}
