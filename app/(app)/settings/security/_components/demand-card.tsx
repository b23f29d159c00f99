'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Dialog } from '@/components/ui/dialog'
import type { SecurityOverview } from '@/lib/domain/api/security'
import type { RoleName } from '@/lib/domain/rights'
import { useWork } from '../_hooks/use-work'
import { type DoneAnswer, demandAction } from '../actions'

export type DemandCardProps = { demand: NonNullable<SecurityOverview['demand']>; hasOwn: boolean }

/** For owners: of which roles a second step is demanded. Nobody is signed out by it without a question before. */
export function DemandCard({ demand, hasOwn }: DemandCardProps) {
  const t = useTranslations('security')
  const tRole = useTranslations('auth.roles')
  const [chosen, setChosen] = useState<readonly RoleName[]>(demand.roles)
  const [isAsking, setAsking] = useState(false)
  const { answer, isBusy, run, forget } = useWork<DoneAnswer>()
  const without = demand.people
    .filter(({ role }) => chosen.includes(role) && !demand.roles.includes(role))
    .reduce((sum, each) => sum + each.without, 0)
  const save = () => {
    setAsking(false)
    run(() => demandAction(chosen))
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (without > 0) setAsking(true)
    else save()
  }
  const toggle = (role: RoleName) => {
    forget()
    setChosen(chosen.includes(role) ? chosen.filter((each) => each !== role) : [...chosen, role])
  }
  return (
    <Card title={t('demand.title')}>
      <form onSubmit={submit} className="flex flex-col gap-3 border-t border-line px-4 py-4">
        <p className="text-sm text-muted">{t('demand.about')}</p>
        {demand.people.map(({ role, people, without: missing }) => {
          const isBarred = role === 'owner' && !hasOwn && !chosen.includes('owner')
          return (
            <div key={role}>
              <label className={LABEL}>
                <input
                  type="checkbox"
                  checked={chosen.includes(role)}
                  disabled={isBarred || isBusy}
                  onChange={() => toggle(role)}
                  className="size-5 shrink-0 accent-accent"
                />
                {tRole(role)}
                <span className="font-normal text-muted">
                  {people === 0 ? t('demand.nobody') : t('demand.people', { people, without: missing })}
                </span>
              </label>
              {isBarred ? <p className="ms-8 text-sm text-muted">{t('demand.ownFirst')}</p> : null}
            </div>
          )
        })}
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" variant="primary" disabled={isBusy}>
            {t('demand.save')}
          </Button>
          <p role="status" className="text-sm text-muted">
            {answer === null ? null : answer.kind === 'ok' ? t('demand.saved') : failureOf(answer.kind)}
          </p>
        </div>
      </form>
      {isAsking ? (
        <Dialog title={t('demand.question', { count: without })} onClose={() => setAsking(false)}>
          <p className="text-sm text-muted">{t('demand.questionBody')}</p>
          <div className="flex flex-wrap justify-end gap-2">
            <Button onClick={() => setAsking(false)}>{t('cancel')}</Button>
            <Button variant="primary" onClick={save}>
              {t('demand.confirm')}
            </Button>
          </div>
        </Dialog>
      ) : null}
    </Card>
  )

  function failureOf(kind: Exclude<DoneAnswer['kind'], 'ok'>): string {
    return kind === 'forbidden' ? t('demand.refused') : t('failed')
  }
}

const LABEL =
  'flex min-h-6 w-fit min-w-6 cursor-pointer flex-wrap items-center gap-x-3 text-sm font-medium pointer-coarse:min-h-touch'
