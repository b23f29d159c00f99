'use client'

import { useTranslations } from 'next-intl'

export type ProfileChooserProps = {
  profile: 'ts' | 'pro'
  profiles: readonly ('ts' | 'pro')[]
  onProfile: (profile: 'ts' | 'pro') => void
}

/** Whose form is shown where connections of both kinds exist: parameters differ. */
export function ProfileChooser({ profile, profiles, onProfile }: ProfileChooserProps) {
  const t = useTranslations('explorer')
  return (
    <fieldset className="flex gap-1">
      <legend className="sr-only">{t('profile')}</legend>
      {profiles.map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={each === profile}
          onClick={() => onProfile(each)}
          className={CHOICE}
        >
          {t(`profiles.${each}`)}
        </button>
      ))}
    </fieldset>
  )
}

const CHOICE =
  'h-7 rounded border border-line bg-panel px-2 font-medium aria-pressed:border-accent aria-pressed:bg-accent-soft ' +
  'pointer-coarse:h-touch'
