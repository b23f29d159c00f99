'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { isDraftGroup } from '@/lib/client/schema-form/draft'
import type { ExplorerField, ExplorerMethod, OwnNames } from '@/lib/domain/api/explorer'
import type { MethodForm } from '../_hooks/use-method-form'
import { FieldSlot } from './field-slot'
import { NotedText } from './noted-text'
import { problemWords } from './problem-words'

export type MethodFieldsProps = { method: ExplorerMethod; form: MethodForm; own: OwnNames | undefined }

/** A row for each parameter, and what is wrong with the whole. */
export function MethodFields({ method, form, own }: MethodFieldsProps) {
  const t = useTranslations('explorer')
  const draft = isDraftGroup(form.draft) ? form.draft : {}
  const known = new Set(method.fields.map(({ key }) => key))
  const general = form.problems.filter(({ path }) => !known.has(String(path[0] ?? '')))
  const constants = Object.entries(method.constants)
  return (
    <>
      {general.length > 0 ? (
        <ul role="alert" className="mx-4 mt-3 rounded bg-danger-soft px-3 py-2 text-sm">
          {general.map((problem) => (
            <li key={`${problem.path.join('.')} ${problem.kind}`}>
              {problem.path.join('.')} {problemWords(t, problem)}
            </li>
          ))}
        </ul>
      ) : null}
      {method.fields.length === 0 ? <p className="px-4 py-4 text-muted">{t('noParameters')}</p> : null}
      <div className="space-y-5 px-4 py-4">
        {method.fields.map((field) => (
          <FieldSlot
            key={field.key}
            label={field.key}
            wireName={field.wireName}
            required={field.required}
            secret={field.secret}
            hint={hintOf(field)}
            shape={field.shape}
            path={[field.key]}
            draft={draft[field.key] ?? ''}
            problems={form.problems}
            suggestions={suggestionsFor(field.key, own)}
            onChange={(next) => form.change({ ...draft, [field.key]: next })}
          />
        ))}
        {constants.map(([name, value]) => (
          <p key={name} className="text-sm text-muted">
            {t.rich('constant', {
              name: () => <code className="font-mono text-ink">{name}</code>,
              value: () => <code className="font-mono text-ink">{value}</code>,
            })}
          </p>
        ))}
      </div>
    </>
  )
}

/** What the vendor says of a value; that it is a text says nothing. */
function hintOf({ form, note }: ExplorerField): ReactNode {
  const text = [form === 'text' ? '' : form, note].filter((part) => part !== '').join('. ')
  return text === '' ? null : <NotedText text={text} />
}

function suggestionsFor(key: string, own: OwnNames | undefined) {
  if (own === undefined) return []
  if (key === 'imei' || key === 'imeis')
    return own.devices.map(({ imei, name }) => ({ value: imei, label: name }))
  return /login$/i.test(key) && key !== 'appUserLogin'
    ? own.logins.map((login) => ({ value: login, label: login }))
    : []
}
