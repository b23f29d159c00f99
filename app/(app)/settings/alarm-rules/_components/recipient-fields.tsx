'use client'

import { useTranslations } from 'next-intl'
import { RULE_ROLES } from '@/lib/domain/alarm-rules'
import { Check, Field, Part } from './field'
import { PickList } from './pick-list'
import type { PartProps } from './rule-form'

/** Whom a rule tells: roles, people, and addresses of nobody who signs in. */
export function RecipientFields({ state, choices, wordsOf }: PartProps) {
  const t = useTranslations('notify')
  const { recipients } = state.draft.definition
  const { roles, userIds } = recipients
  return (
    <>
      <Part title={t('form.roles')} hint={t('form.scopeHint')} problem={wordsOf('recipients')}>
        <div className="flex flex-wrap gap-x-5">
          {RULE_ROLES.map((role) => (
            <Check
              key={role}
              label={t(`rules.roles.${role}`)}
              isOn={roles.includes(role)}
              onChange={(isOn) =>
                state.change({
                  recipients: {
                    ...recipients,
                    roles: RULE_ROLES.filter((each) => (each === role ? isOn : roles.includes(each))),
                  },
                })
              }
            />
          ))}
        </div>
      </Part>
      <Part title={t('form.users')} problem={wordsOf('users')}>
        <PickList
          label={t('form.findUser')}
          options={choices.users.map(({ id, name, email }) => ({ id, label: name, detail: email }))}
          chosen={userIds}
          onChange={(next) => state.change({ recipients: { ...recipients, userIds: next } })}
        />
      </Part>
      <Field
        rows={2}
        label={t('form.addresses')}
        hint={t('form.addressesHint')}
        value={state.texts.addresses}
        spellCheck={false}
        autoCapitalize="none"
        problem={wordsOf('addresses')}
        onChange={(event) => state.type({ addresses: event.target.value })}
      />
    </>
  )
}
