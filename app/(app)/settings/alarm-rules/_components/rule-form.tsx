'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useRef, useState, useTransition } from 'react'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { useTimeZone } from '@/lib/client/format/preferences'
import { NOTIFY_QUERY_KEY, useRuleChoices } from '@/lib/client/queries/notify'
import { useTellDirty } from '@/lib/client/use-held-place'
import { MAX_RULE_NAME } from '@/lib/domain/alarm-rules'
import type { RuleChoices, RuleRow } from '@/lib/domain/api/notify'
import { type FormProblem, type RuleDraftState, useRuleDraft } from '../_hooks/use-rule-draft'
import { removeRuleAction, saveRuleAction } from '../actions'
import { EffectFields } from './effect-fields'
import { Field } from './field'
import { RecipientFields } from './recipient-fields'
import { RulePreviewCard } from './rule-preview'
import { RulesFrame, RulesSkeleton } from './rules-frame'
import { WhenFields } from './when-fields'
import { WhichFields } from './which-fields'

export type RuleFormProps = {
  rule: RuleRow | null
  /** Told whether anything is typed that is not saved. */
  onDirty: (isDirty: boolean) => void
  onClose: () => void
}

/** The form of a rule, once what it offers has come. */
export function RuleForm({ rule, onDirty, onClose }: RuleFormProps) {
  const t = useTranslations('notify.rules')
  const { data, error, refetch } = useRuleChoices()
  if (data) return <FilledForm rule={rule} choices={data} onDirty={onDirty} onClose={onClose} />
  return (
    <RulesFrame>
      {error ? (
        <Banner
          tone="danger"
          title={t('failureTitle')}
          className="rounded-lg"
          actions={
            <Button size="sm" onClick={() => void refetch()}>
              {t('retry')}
            </Button>
          }
        >
          {t('failureBody')}
        </Banner>
      ) : (
        <RulesSkeleton />
      )}
    </RulesFrame>
  )
}

/** What each part of the form is given. `wordsOf` is what is wrong with a field, once saving was tried. */
export type PartProps = {
  state: RuleDraftState
  choices: RuleChoices
  wordsOf: (field: FormProblem['field']) => string | null
}

function FilledForm({ rule, choices, onDirty, onClose }: RuleFormProps & { choices: RuleChoices }) {
  const t = useTranslations('notify')
  const state = useRuleDraft(rule, useTimeZone())
  useTellDirty(state.isDirty, onDirty)
  const formRef = useRef<HTMLFormElement>(null)
  const [isTried, setTried] = useState(false)
  const { failure, isChanged, isBusy, save, remove } = useRuleStoring(rule, onClose)
  const wordsOf: PartProps['wordsOf'] = (field) => {
    const found = isTried ? state.problems.find((each) => each.field === field) : undefined
    return found ? t(`problems.${found.problem}`, { max: 'max' in found ? (found.max ?? 0) : 0 }) : null
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (state.problems.length === 0) save(state.draft)
    // The words come with the next rendering.
    else requestAnimationFrame(() => focusFirstProblem(formRef.current))
  }
  const part = { state, choices, wordsOf }
  return (
    <RulesFrame>
      <form ref={formRef} noValidate onSubmit={submit} className="flex flex-col gap-4">
        <Section title={t(rule ? 'form.editTitle' : 'form.newTitle')}>
          <Field
            label={t('form.name')}
            value={state.texts.name}
            maxLength={MAX_RULE_NAME}
            autoComplete="off"
            required
            problem={wordsOf('name')}
            onChange={(event) => state.type({ name: event.target.value })}
          />
        </Section>
        <Section title={t('form.which')}>
          <WhichFields {...part} />
        </Section>
        <Section title={t('form.when')}>
          <WhenFields {...part} />
        </Section>
        <Section title={t('form.who')}>
          <RecipientFields {...part} />
        </Section>
        <Section title={t('form.how')}>
          <EffectFields {...part} />
        </Section>
        <RulePreviewCard draft={state.draft} isWhole={state.problems.length === 0} />
        {failure === null ? null : (
          <Banner
            tone="danger"
            title={t(isChanged ? 'form.changedTitle' : 'rules.notSaved')}
            className="rounded-lg"
          >
            {failure}
          </Banner>
        )}
        <p role="status" className="text-sm text-danger empty:hidden">
          {isTried && state.problems.length > 0 ? t('form.wrong', { count: state.problems.length }) : ''}
        </p>
        <div className="flex flex-wrap items-center gap-2">
          <Button type="submit" variant="primary" disabled={isBusy}>
            {t('form.save')}
          </Button>
          <Button onClick={onClose}>{t('form.cancel')}</Button>
          {rule ? <RemoveButton isBusy={isBusy} onRemove={remove} /> : null}
        </div>
      </form>
    </RulesFrame>
  )
}

function Section({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section aria-label={title} className="rounded-lg border border-line bg-panel">
      <h2 className="px-4 pt-3 text-base font-semibold">{title}</h2>
      <div className="space-y-5 px-4 pt-3 pb-4">{children}</div>
    </section>
  )
}

/** Taking away is asked once more, in its own place. */
function RemoveButton({ isBusy, onRemove }: { isBusy: boolean; onRemove: () => void }) {
  const t = useTranslations('notify.form')
  const [isAsked, setAsked] = useState(false)
  return (
    <Button
      className="ms-auto text-danger"
      disabled={isBusy}
      onClick={() => (isAsked ? onRemove() : setAsked(true))}
      onBlur={() => setAsked(false)}
    >
      {t(isAsked ? 'removeSure' : 'remove')}
    </Button>
  )
}

function useRuleStoring(rule: RuleRow | null, onClose: () => void) {
  const t = useTranslations('notify')
  const queries = useQueryClient()
  const [failure, setFailure] = useState<string | null>(null)
  const [isBusy, startTransition] = useTransition()
  // As it was when the form was filled: a list that is read anew behind the form changes nothing about that.
  const [seen, setSeen] = useState(rule === null ? null : { id: rule.id, updatedAt: rule.updatedAt })
  const [isChanged, setChanged] = useState(false)
  const run = (work: () => ReturnType<typeof removeRuleAction>) =>
    startTransition(async () => {
      setFailure(null)
      const answer = await work().catch(() => null)
      const changedAt = answer?.ok === false ? answer.changedAt : undefined
      setChanged(changedAt !== undefined)
      if (seen !== null && changedAt !== undefined) {
        setSeen({ ...seen, updatedAt: changedAt })
        return setFailure(t('form.changed'))
      }
      if (!answer?.ok) return setFailure(answer?.message || t('rules.notSavedBody'))
      await queries.invalidateQueries({ queryKey: NOTIFY_QUERY_KEY })
      onClose()
    })
  return {
    failure,
    isChanged,
    isBusy,
    save: (draft: RuleDraftState['draft']) => run(() => saveRuleAction(seen, draft)),
    remove: () => run(() => removeRuleAction(rule?.id ?? '')),
  }
}

function focusFirstProblem(form: HTMLFormElement | null): void {
  form?.querySelector<HTMLElement>('[aria-invalid=true], [data-problem]')?.focus()
}
