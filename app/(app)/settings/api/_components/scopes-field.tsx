'use client'

import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { API_SCOPES, type ApiScope } from '@/lib/domain/api-v1/scopes'

export type ScopesFieldProps = {
  chosen: readonly ApiScope[]
  onChange: (scopes: readonly ApiScope[]) => void
  problem: string | null
}

/** What a token may do, each in words and with its name. */
export function ScopesField({ chosen, onChange, problem }: ScopesFieldProps) {
  const t = useTranslations('customerApi')
  const noteId = useId()
  return (
    <fieldset aria-describedby={noteId} className="min-w-0">
      <legend className="mb-1 text-sm font-medium">{t('new.scopes')}</legend>
      {API_SCOPES.map((scope) => (
        <label key={scope} className="flex min-h-8 items-center gap-2.5 text-sm pointer-coarse:min-h-touch">
          <input
            type="checkbox"
            checked={chosen.includes(scope)}
            onChange={(event) =>
              onChange(
                API_SCOPES.filter((each) => (each === scope ? event.target.checked : chosen.includes(each))),
              )
            }
            className="size-4 shrink-0 accent-accent"
          />
          {t(`scopes.${wordOf(scope)}`)}
        </label>
      ))}
      <p
        id={noteId}
        aria-live="polite"
        className={problem === null ? 'mt-1 text-sm text-muted' : 'mt-1 text-sm text-danger'}
      >
        {problem ?? t('new.scopesHint')}
      </p>
    </fieldset>
  )
}

const WORDS = {
  'devices:read': 'devicesRead',
  'positions:read': 'positionsRead',
  'trips:read': 'tripsRead',
  'alarms:read': 'alarmsRead',
  'alarms:write': 'alarmsWrite',
  'fences:read': 'fencesRead',
  'fences:write': 'fencesWrite',
} as const satisfies Record<ApiScope, string>

function wordOf(scope: ApiScope) {
  return WORDS[scope]
}
