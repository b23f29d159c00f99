'use client'

import { useTranslations } from 'next-intl'
import type { FenceDraftState, FieldProblem } from '../_hooks/use-fence-draft'
import { Field } from './field'

/** What raises an alarm. Visits are kept whatever is chosen. */
export function RuleFields({ draft, problem }: { draft: FenceDraftState; problem: FieldProblem | null }) {
  const t = useTranslations('fences.form')
  const { fields, change } = draft
  return (
    <fieldset className="space-y-1">
      <legend className="mb-1 text-sm font-medium">{t('rules')}</legend>
      {(['enter', 'exit', 'dwell'] as const).map((rule) => (
        <label key={rule} className="flex items-center gap-2 text-sm pointer-coarse:min-h-touch">
          <input
            type="checkbox"
            checked={fields[rule]}
            onChange={(event) => change({ [rule]: event.target.checked })}
            className="size-6 accent-accent"
          />
          {t(`rule.${rule}`)}
        </label>
      ))}
      {fields.dwell ? (
        <Field
          label={t('dwellMin')}
          inputMode="numeric"
          autoComplete="off"
          value={fields.dwellMin}
          problem={problem === 'dwell' ? t('problems.dwell') : null}
          onChange={(event) => change({ dwellMin: event.target.value })}
          className="max-w-40 ps-6"
        />
      ) : null}
      <p className="text-sm text-muted">{t('rulesHint')}</p>
    </fieldset>
  )
}
