'use client'

import { MoreHorizontal } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { Menu, MenuItem } from '@/components/ui/menu'
import { ProveIdentity } from '@/components/ui/prove-identity'
import { useFormats } from '@/lib/client/format/use-formats'
import type { PeopleProblem, Person } from '@/lib/domain/api/people'
import { type Right, rightsOfRole } from '@/lib/domain/rights'
import { disablePersonAction, proveAction } from '../actions'
import type { SignInDeed } from './sign-in-dialog'
import { useScopeWords } from './use-people-words'

export type PersonItemProps = {
  person: Person
  onEdit: (person: Person) => void
  onRemove: (person: Person) => void
  onSignIn: (person: Person, deed: SignInDeed) => void
  onChanged: () => void
}

/** Somebody with what they may do and where; what can be done with them is behind one button. */
export function PersonItem({ person, onEdit, onRemove, onSignIn, onChanged }: PersonItemProps) {
  const t = useTranslations('people')
  const formats = useFormats()
  const scopeWords = useScopeWords()
  const [problem, setProblem] = useState<PeopleProblem | null>(null)
  const [, startTransition] = useTransition()
  const { name, email, role, isDisabled, isYou, lastSignInAt, hasSecondFactor } = person
  const facts = [
    lastSignInAt === null ? t('never') : t('lastSignIn', { when: formats.dayTime(Date.parse(lastSignInAt)) }),
    hasSecondFactor ? t('secondFactor') : t('noSecondFactor'),
  ]
  const turn = () =>
    startTransition(async () => {
      const answer = await disablePersonAction(person.id, !isDisabled).catch(() => null)
      setProblem(answer?.ok ? null : (answer?.problem ?? 'failed'))
      if (answer?.ok) onChanged()
    })
  return (
    <li className="flex items-start gap-3 px-4 py-3 text-sm" data-person={email}>
      <div className="grid min-w-0 grow gap-x-6 gap-y-1 md:grid-cols-[minmax(0,2fr)_minmax(0,2fr)_minmax(0,3fr)]">
        <div className="min-w-0">
          <p className="truncate font-medium">
            <bdi>{name}</bdi>
            {isYou ? <span className="font-normal text-muted"> · {t('you')}</span> : null}
          </p>
          <p className="truncate text-muted">{email}</p>
          {isDisabled ? <p className="font-medium text-danger">{t('disabled')}</p> : null}
        </div>
        <div className="min-w-0">
          <p className="font-medium">{t(`roles.${role}`)}</p>
          <p className="text-muted">
            <bdi>{scopeWords(person.scope)}</bdi>
          </p>
        </div>
        <div className="min-w-0 text-muted">
          <Rights role={role} rights={person.rights} />
          <p>{facts.join(' · ')}</p>
        </div>
        <p role="alert" className="text-danger empty:hidden md:col-span-3">
          {problem === null ? null : t(`problems.${problem}`)}
        </p>
        {problem === 'unproven' ? (
          <div className="md:col-span-3">
            <ProveIdentity prove={proveAction} facts={undefined} onProven={turn} />
          </div>
        ) : null}
      </div>
      {person.mayManage ? (
        <Menu
          trigger={<MoreHorizontal aria-hidden className="size-4" />}
          triggerLabel={t('actions', { name })}
          triggerClassName={OPENER}
          label={t('actions', { name })}
          placement="bottom end"
        >
          <MenuItem onAction={() => onEdit(person)}>{t('edit')}</MenuItem>
          {isDisabled ? null : (
            <MenuItem onAction={() => onSignIn(person, 'resetLink')}>{t('resetLink.menu')}</MenuItem>
          )}
          {hasSecondFactor ? (
            <MenuItem onAction={() => onSignIn(person, 'removeFactor')}>{t('removeFactor.menu')}</MenuItem>
          ) : null}
          {isDisabled ? null : (
            <MenuItem onAction={() => onSignIn(person, 'signOut')}>{t('signOut.menu')}</MenuItem>
          )}
          <MenuItem onAction={turn}>{isDisabled ? t('enable') : t('disable')}</MenuItem>
          <MenuItem onAction={() => onRemove(person)}>{t('remove')}</MenuItem>
        </Menu>
      ) : (
        // So that the columns of all rows stand in line.
        <span className="size-8 shrink-0 pointer-coarse:size-touch" />
      )}
    </li>
  )
}

/** Rights in words; what is given or taken beside the role says so. */
function Rights({ role, rights }: { role: string; rights: readonly Right[] }) {
  const t = useTranslations('people')
  const formats = useFormats()
  if (role === 'owner') return <p>{t('allRights')}</p>
  const own = rightsOfRole(role)
  const parts = [
    ...rights.map((right) => ({ right, note: own.includes(right) ? null : t('given') })),
    ...own.filter((right) => !rights.includes(right)).map((right) => ({ right, note: t('taken') })),
  ]
  return (
    <p>
      {formats.list(
        parts.map(({ right, note }) =>
          note === null ? t(`rights.${right}`) : `${t(`rights.${right}`)} (${note})`,
        ),
      )}
    </p>
  )
}

const OPENER =
  'grid size-8 shrink-0 place-items-center rounded text-muted hover:bg-sunken hover:text-ink pointer-coarse:size-touch'
