'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { Dialog } from '@/components/ui/dialog'
import { useFormats } from '@/lib/client/format/use-formats'
import type { RetentionKind } from '@/lib/domain/retention'
import { useRetentionForm } from './use-retention-form'

type Form = ReturnType<typeof useRetentionForm>

/** One row for each kind. Nothing holds until it is saved, and keeping less is asked about first. */
export function RetentionForm({ kinds }: { kinds: readonly RetentionKind[] }) {
  const t = useTranslations('retention')
  const form = useRetentionForm(kinds)
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
      <ul className="divide-y divide-line rounded-lg border border-line bg-panel">
        {kinds.map((each) => (
          <KindRow key={each.kind} kind={each} form={form} />
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" disabled={form.isBusy}>
          {t('save')}
        </Button>
        <p
          role="status"
          className={classNames('text-sm', form.outcome === 'saved' ? 'text-muted' : 'text-danger')}
        >
          {form.outcome === 'saved' ? t('saved') : null}
          {form.outcome === 'failed' || form.outcome === 'refused' ? t(`problems.${form.outcome}`) : null}
        </p>
      </div>
      {form.question.isAsking ? <LossQuestion form={form} /> : null}
    </form>
  )
}

function KindRow({ kind: { kind, defaultDays }, form }: { kind: RetentionKind; form: Form }) {
  const t = useTranslations('retention')
  const isWrong = form.wrong.includes(kind)
  const noteId = `${kind}-note`
  return (
    <li className="flex flex-wrap items-start gap-x-6 gap-y-2 px-4 py-3">
      <div className="min-w-0 grow basis-72">
        <label htmlFor={kind} className="text-sm font-semibold">
          {t(`kinds.${kind}.name`)}
        </label>
        <p id={noteId} className="text-sm text-muted">
          {t(`kinds.${kind}.about`)}
        </p>
        <p id={`${noteId}-problem`} aria-live="assertive" className="mt-1 text-sm text-danger empty:hidden">
          {isWrong ? t('problems.days') : ''}
        </p>
      </div>
      <div className="flex items-center gap-2">
        <input
          id={kind}
          name={kind}
          inputMode="numeric"
          autoComplete="off"
          value={form.texts[kind] ?? ''}
          placeholder={String(defaultDays)}
          aria-invalid={isWrong}
          aria-describedby={`${noteId} ${noteId}-problem ${noteId}-unit`}
          onChange={(event) => form.change(kind, event.target.value)}
          className={classNames(FIELD, isWrong ? 'border-danger' : 'border-line-strong')}
        />
        <span id={`${noteId}-unit`} className="w-40 text-sm text-muted">
          {t('unit', { days: defaultDays })}
        </span>
      </div>
    </li>
  )
}

/** What is deleted cannot be brought back, so it is named before. */
function LossQuestion({ form }: { form: Form }) {
  const t = useTranslations('retention')
  const formats = useFormats()
  return (
    <Dialog title={t('question')} onClose={form.question.cancel}>
      <p className="text-sm text-muted">{t('loss')}</p>
      <ul className="list-disc ps-5 text-sm">
        {form.question.shortened.map(({ kind, days, defaultDays, next }) => (
          <li key={kind}>
            {t('change', {
              kind: t(`kinds.${kind}.name`),
              from: formats.number(days ?? defaultDays),
              to: formats.number(next ?? defaultDays),
            })}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={form.question.cancel}>{t('cancel')}</Button>
        <Button variant="primary" onClick={form.save}>
          {t('confirm')}
        </Button>
      </div>
    </Dialog>
  )
}

// 16 px on touch screens, or phones zoom into the field.
const FIELD =
  'h-9 w-24 rounded border bg-panel px-3 text-end text-base text-ink tabular-nums placeholder:text-faint hover:border-ink ' +
  'pointer-coarse:h-touch pointer-coarse:text-lg'
