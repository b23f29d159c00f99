'use client'

import { useTranslations } from 'next-intl'
import { useFormats } from '@/lib/client/format/use-formats'
import { RIGHTS, type Right, type RoleName, rightsOfRole, rightsWithin } from '@/lib/domain/rights'

export type RightsFieldProps = {
  role: RoleName
  rights: readonly Right[]
  /** What the giver has. */
  own: readonly Right[]
  /** What the person had: that may stay. */
  before: readonly Right[]
  onChange: (rights: readonly Right[]) => void
}

/** Every right the role can have as a box, with what the role says of it; the others in words. Owners have them all. */
export function RightsField({ role, rights, own, before, onChange }: RightsFieldProps) {
  const t = useTranslations('people')
  const formats = useFormats()
  if (role === 'owner') return <p className="text-sm text-muted">{t('allRights')}</p>
  const ofRole = rightsOfRole(role)
  const possible = RIGHTS.filter((right) => rightsWithin(role).includes(right))
  const beyond = RIGHTS.filter((right) => !possible.includes(right))
  const noteOf = (right: Right, isOn: boolean) => {
    if (isOn) return ofRole.includes(right) ? t('ofRole') : t('given')
    if (!own.includes(right) && !before.includes(right)) return t('notYours')
    return ofRole.includes(right) ? t('taken') : null
  }
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium">{t('form.rights')}</legend>
      <div className="grid gap-x-4 sm:grid-cols-2">
        {possible.map((right) => {
          const isOn = rights.includes(right)
          const mayGive = own.includes(right) || before.includes(right)
          const note = noteOf(right, isOn)
          return (
            <label key={right} className={LABEL}>
              <input
                type="checkbox"
                checked={isOn}
                disabled={!isOn && !mayGive}
                aria-describedby={note === null ? undefined : `right-${right}`}
                onChange={(event) =>
                  onChange(
                    event.target.checked ? [...rights, right] : rights.filter((each) => each !== right),
                  )
                }
                className="mt-0.5 size-5 shrink-0 accent-accent"
              />
              <span className="min-w-0">
                {t(`rights.${right}`)}
                <span id={`right-${right}`} aria-hidden className="block text-xs text-muted empty:hidden">
                  {note}
                </span>
              </span>
            </label>
          )
        })}
      </div>
      {beyond.length === 0 ? null : (
        <p className="mt-1 text-sm text-muted">
          {t('notOfRole', { rights: formats.list(beyond.map((right) => t(`rights.${right}`))) })}
        </p>
      )}
    </fieldset>
  )
}

const LABEL = 'flex min-h-9 cursor-pointer items-start gap-3 py-1 text-sm pointer-coarse:min-h-touch'
