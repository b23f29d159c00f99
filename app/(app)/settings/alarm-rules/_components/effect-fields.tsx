'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { ChoiceGroup } from '@/components/ui/choice-group'
import { ALARM_SEVERITIES, type AlarmSeverity } from '@/lib/domain/alarm-severity'
import { Check, Field, Part } from './field'
import { QuietField } from './quiet-field'
import type { PartProps } from './rule-form'

/** By which ways a rule tells, how often, when not, and what it makes of the severity. */
export function EffectFields({ state, choices, wordsOf }: PartProps) {
  const t = useTranslations('notify')
  const { ways, severity, quiet } = state.draft.definition
  const toggleReceiver = (id: string, isOn: boolean) => {
    const others = ways.webhookIds.filter((each) => each !== id)
    state.change({ ways: { ...ways, webhookIds: isOn ? [...others, id] : others } })
  }
  return (
    <>
      <Part title={t('form.ways')} problem={wordsOf('ways')}>
        {(['app', 'push', 'mail'] as const).map((way) => (
          <Check
            key={way}
            label={t(`form.way.${way}`)}
            isOn={ways[way]}
            onChange={(isOn) => state.change({ ways: { ...ways, [way]: isOn } })}
          />
        ))}
        {ways.mail && !choices.canMail ? <p className="text-sm text-warning">{t('form.noMail')}</p> : null}
        {choices.webhooks.map(({ id, name }) => (
          <Check
            key={id}
            label={t('form.way.webhook', { name })}
            isOn={ways.webhookIds.includes(id)}
            onChange={(isOn) => toggleReceiver(id, isOn)}
          />
        ))}
        {ways.webhookIds
          .filter((id) => !choices.webhooks.some((webhook) => webhook.id === id))
          .map((id) => (
            <Check
              key={id}
              label={t('form.way.webhook', { name: t('form.gone', { id: id.slice(0, 8) }) })}
              isOn
              onChange={() => toggleReceiver(id, false)}
            />
          ))}
        {choices.webhooks.length === 0 ? (
          <p className="text-sm text-muted">
            {t.rich('form.noWebhooks', {
              link: (words) => (
                <Link href="/settings/notifications" className="text-accent underline">
                  {words}
                </Link>
              ),
            })}
          </p>
        ) : null}
      </Part>
      <Field
        label={t('form.throttle')}
        hint={t('form.throttleHint')}
        unit={t('form.minutes')}
        inputMode="numeric"
        autoComplete="off"
        placeholder="0"
        value={state.texts.throttle}
        problem={wordsOf('throttle')}
        onChange={(event) => state.type({ throttle: event.target.value })}
        className="max-w-md [&_input]:max-w-28"
      />
      <Part title={t('form.quiet')} hint={t('form.quietHint')} problem={wordsOf('quiet')}>
        <QuietField quiet={quiet} onChange={(next) => state.change({ quiet: next })} />
      </Part>
      <ChoiceGroup<AlarmSeverity | 'same'>
        label={t('form.severity')}
        value={severity ?? 'same'}
        options={[
          { value: 'same', label: t('form.sameSeverity') },
          ...ALARM_SEVERITIES.map((each) => ({ value: each, label: t(`severity.${each}`) })),
        ]}
        onChange={(next) => state.change({ severity: next === 'same' ? null : next })}
      />
    </>
  )
}
