'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { classNames } from '@/components/ui/class-names'
import { useFormatPreferences } from '@/lib/client/format/preferences'
import type { TripSettings } from '@/lib/domain/track/settings'
import { ruleText, TRIP_RULE_LIMITS, type TripRule } from '@/lib/domain/track/trip-rules'
import { useTripRulesForm } from './use-trip-rules-form'

type Form = ReturnType<typeof useTripRulesForm>

const GROUPS = {
  standing: ['standSpeedKph', 'standSec', 'ignitionOffSpeedKph'],
  trips: ['minTripM', 'gapSec', 'tripGapSec'],
  jumps: ['maxSpeedKph'],
} as const satisfies Record<string, readonly TripRule[]>

/** One row for each rule, in the reader's units. Nothing holds until it is saved. */
export function TripRulesForm({ settings }: { settings: TripSettings }) {
  const t = useTranslations('tripRules')
  const { units } = useFormatPreferences()
  const form = useTripRulesForm(settings, units)
  return (
    <form
      ref={form.formRef}
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        form.submit()
      }}
    >
      <Group word="standing" rules={GROUPS.standing} form={form} />
      <Group word="trips" rules={GROUPS.trips} form={form} />
      <Group word="jumps" rules={GROUPS.jumps} form={form} />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" disabled={form.isBusy}>
          {t('save')}
        </Button>
        <Button disabled={form.isBusy || form.areDefaults} onClick={form.reset}>
          {t('reset')}
        </Button>
        <p
          role="status"
          className={classNames('text-sm', form.outcome === 'saved' ? 'text-muted' : 'text-danger')}
        >
          {form.outcome === 'saved' ? t('saved') : null}
          {form.outcome === 'failed' || form.outcome === 'refused' ? t(`problems.${form.outcome}`) : null}
        </p>
      </div>
    </form>
  )
}

function Group({ word, rules, form }: { word: keyof typeof GROUPS; rules: readonly TripRule[]; form: Form }) {
  const t = useTranslations('tripRules.groups')
  return (
    <Card title={t(word)}>
      <ul className="divide-y divide-line border-t border-line">
        {rules.map((rule) => (
          <RuleRow key={rule} rule={rule} form={form} />
        ))}
      </ul>
    </Card>
  )
}

function RuleRow({ rule, form }: { rule: TripRule; form: Form }) {
  const t = useTranslations('tripRules')
  const { units } = useFormatPreferences()
  const { quantity, min, max } = TRIP_RULE_LIMITS[rule]
  const problem = form.problems[rule]
  const unit = t(`units.${quantity}.${units}`)
  const limits = { least: ruleText(rule, min, units), most: ruleText(rule, max, units), unit }
  const noteId = `${rule}-note`
  return (
    <li className="flex flex-wrap items-start gap-x-6 gap-y-2 px-4 py-3">
      <div className="min-w-0 grow basis-72">
        <label htmlFor={rule} className="text-sm font-semibold">
          {t(`rules.${rule}.name`)}
        </label>
        <p id={noteId} className="max-w-xl text-sm text-muted">
          {t(`rules.${rule}.about`)}
        </p>
        <p id={`${noteId}-problem`} aria-live="assertive" className="mt-1 text-sm text-danger empty:hidden">
          {problem === undefined ? '' : wordsOf(problem)}
        </p>
      </div>
      <div className="flex items-center gap-2">
        <input
          id={rule}
          name={rule}
          inputMode="decimal"
          autoComplete="off"
          value={form.texts[rule]}
          aria-invalid={problem !== undefined}
          aria-describedby={`${noteId} ${noteId}-problem ${noteId}-unit`}
          onChange={(event) => form.change(rule, event.target.value)}
          className={classNames(FIELD, problem ? 'border-danger' : 'border-line-strong')}
        />
        <span id={`${noteId}-unit`} className="w-36 text-sm text-muted">
          {t('unit', { unit, usual: form.defaults[rule] })}
        </span>
      </div>
    </li>
  )

  function wordsOf(kind: NonNullable<typeof problem>): string {
    if (kind === 'belowOther') return t(`rules.${rule === 'tripGapSec' ? rule : 'ignitionOffSpeedKph'}.below`)
    return t(`problems.${kind}`, limits)
  }
}

// 16 px on touch screens, or phones zoom into the field.
const FIELD =
  'h-9 w-24 rounded border bg-panel px-3 text-end text-base text-ink tabular-nums placeholder:text-faint hover:border-ink ' +
  'pointer-coarse:h-touch pointer-coarse:text-lg'
