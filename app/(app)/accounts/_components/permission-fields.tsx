'use client'

import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { Button } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { ACCOUNT_PERMISSIONS, type AccountPermissions, permissionsWhere } from '@/lib/domain/account'

export type PermissionFieldsProps = {
  permissions: AccountPermissions | null
  problem: string | null
  onChange: (permissions: AccountPermissions) => void
}

/** The six permissions as switches, each with what it means. They are unknown until somebody chose them. */
export function PermissionFields({ permissions, problem, onChange }: PermissionFieldsProps) {
  const t = useTranslations('accounts.permissions')
  const id = useId()
  const noteId = `${id}-note`
  const note = problem ?? (permissions === null ? t('unknownEdit') : null)
  return (
    <section aria-labelledby={id} className="rounded-lg border border-line bg-panel">
      <div className="flex flex-wrap items-center gap-2 px-4 pt-3 pb-2">
        <h3 id={id} className="grow text-base font-semibold">
          {t('title')}
        </h3>
        <Button size="sm" onClick={() => onChange(permissionsWhere(() => true))}>
          {t('all')}
        </Button>
        <Button size="sm" onClick={() => onChange(permissionsWhere(() => false))}>
          {t('nothing')}
        </Button>
      </div>
      <p className="px-4 pb-2 text-sm text-muted">{t('hint')}</p>
      {note === null ? null : (
        <p
          id={noteId}
          role={problem === null ? undefined : 'alert'}
          className={classNames('px-4 pb-2 text-sm', problem === null ? 'text-warning' : 'text-danger')}
        >
          {note}
        </p>
      )}
      <ul
        aria-describedby={note === null ? undefined : noteId}
        className="divide-y divide-line border-t border-line"
      >
        {ACCOUNT_PERMISSIONS.map((permission) => (
          <li key={permission}>
            <label
              htmlFor={`${id}-${permission}`}
              className="flex min-h-12 cursor-pointer items-center gap-3 px-4 py-2"
            >
              <span className="min-w-0 grow">
                <span className="block text-base font-medium">{t(`${permission}.name`)}</span>
                <span className="block text-sm text-muted">{t(`${permission}.detail`)}</span>
              </span>
              <SwitchBox
                id={`${id}-${permission}`}
                isOn={permissions?.[permission] ?? false}
                onChange={(isOn) =>
                  onChange({ ...(permissions ?? permissionsWhere(() => false)), [permission]: isOn })
                }
              />
            </label>
          </li>
        ))}
      </ul>
    </section>
  )
}

type SwitchBoxProps = { id: string; isOn: boolean; onChange: (isOn: boolean) => void }

/** A native checkbox that readers call a switch; its name is the label around it. */
function SwitchBox({ id, isOn, onChange }: SwitchBoxProps) {
  return (
    <span className="relative flex h-8 w-11 shrink-0 items-center justify-center">
      <input
        id={id}
        type="checkbox"
        role="switch"
        aria-checked={isOn}
        checked={isOn}
        onChange={(event) => onChange(event.target.checked)}
        className="peer absolute inset-0 z-1 cursor-pointer opacity-0"
      />
      <span aria-hidden className={TRACK}>
        <span className="size-4.5 rounded-full bg-line-strong transition-transform" />
      </span>
    </span>
  )
}

const TRACK =
  'flex h-6 w-10 items-center rounded-full border border-line-strong bg-sunken p-0.5 transition-colors ' +
  'peer-checked:border-accent peer-checked:bg-accent peer-checked:[&>span]:translate-x-4 ' +
  'peer-checked:[&>span]:bg-on-accent peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 ' +
  'peer-focus-visible:outline-focus rtl:peer-checked:[&>span]:-translate-x-4'
