'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import {
  refreshDeviceGroups,
  refreshDeviceTable,
  useDeviceChoices,
  useDeviceGroups,
} from '@/lib/client/queries/device-table'
import type { AssignResult } from '@/lib/domain/api/device-table'
import { assignGroupAction } from '../actions'
import { AccountField } from './account-field'
import { SelectField } from './field'
import { GroupsProblem } from './groups-problem'

/** So many go in one request, and the server takes MAX_ASSIGNED. */
const AT_ONCE = 10
/** Each is a call to the vendor, for which somebody waits. */
const MAX_IN_ALL = 500
const MAX_LISTED = 50

export type AssignDialogProps = {
  deviceIds: readonly string[]
  /** The account of the first one, where its groups are. */
  accountId: string | null
  onClose: () => void
}

/** Puts the chosen devices into a group, one by one; it can be stopped, and tells how each fared. */
export function AssignDialog({ deviceIds, accountId: first, onClose }: AssignDialogProps) {
  const t = useTranslations('devices.assign')
  const queries = useQueryClient()
  const choices = useDeviceChoices()
  const [chosenAccount, setChosenAccount] = useState(first)
  const [groupId, setGroupId] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [results, setResults] = useState<readonly AssignResult[]>([])
  const [phase, setPhase] = useState<'asking' | 'running' | 'done'>('asking')
  const isStopped = useRef(false)
  const accounts = choices.data?.accounts ?? []
  const accountId = chosenAccount ?? accounts[0]?.id ?? null
  const groups = useDeviceGroups(accountId)
  const count = deviceIds.length
  const isTooMany = count > MAX_IN_ALL

  const run = async () => {
    if (groupId === '') return setProblem(t('groupMissing'))
    setPhase('running')
    for (let start = 0; start < count && !isStopped.current; start += AT_ONCE) {
      const part = deviceIds.slice(start, start + AT_ONCE)
      const answer = await assignGroupAction(accountId, groupId, part).catch(() => null)
      if (!answer?.ok) {
        setProblem(answer?.message ?? t('failed'))
        break
      }
      setResults((before) => [...before, ...answer.value])
    }
    setPhase('done')
    await Promise.all([refreshDeviceTable(queries), refreshDeviceGroups(queries)])
  }
  const ok = results.filter((result) => result.ok).length
  const failures = results.filter((result) => !result.ok)
  return (
    <Dialog title={t('title', { count })} onClose={onClose} isHeld={phase === 'running'} className="max-w-lg">
      <p className="text-sm text-muted">{t('about')}</p>
      {phase === 'asking' ? (
        <>
          <AccountField
            label={t('account')}
            accounts={accounts}
            value={accountId}
            onChange={(id) => {
              setChosenAccount(id)
              setGroupId('')
            }}
          />
          <GroupsProblem groups={groups} choices={choices} />
          <SelectField
            label={t('group')}
            value={groupId}
            problem={isTooMany ? t('tooMany', { max: MAX_IN_ALL }) : problem}
            disabled={groups.data?.areSupported !== true}
            onChange={({ target }) => {
              setGroupId(target.value)
              setProblem(null)
            }}
          >
            <option value="">{t('choose')}</option>
            {groups.data?.groups.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
        </>
      ) : (
        <div role="status" className="space-y-2 text-sm">
          <p>
            {phase === 'running' ? t('progress', { done: results.length, count }) : t('done', { ok, count })}
          </p>
          <progress
            aria-label={t('title', { count })}
            max={count}
            value={results.length}
            className="h-2 w-full accent-accent"
          />
          {problem === null ? null : <p className="text-danger">{problem}</p>}
        </div>
      )}
      {failures.length > 0 ? (
        <section className="space-y-1">
          <h3 className="text-sm font-medium">{t('failures')}</h3>
          <ul className="max-h-48 space-y-1 overflow-y-auto text-sm">
            {failures.slice(0, MAX_LISTED).map(({ deviceId, name, message }) => (
              <li key={deviceId}>
                <bdi className="font-medium">{name}</bdi>: {message}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <div className="flex justify-end gap-2">
        {phase === 'asking' ? (
          <>
            <Button onClick={onClose}>{t('cancel')}</Button>
            <Button
              variant="primary"
              disabled={isTooMany || groups.data?.areSupported !== true}
              onClick={() => void run()}
            >
              {t('do')}
            </Button>
          </>
        ) : null}
        {phase === 'running' ? (
          <Button
            onClick={() => {
              isStopped.current = true
            }}
          >
            {t('stop')}
          </Button>
        ) : null}
        {phase === 'done' ? <Button onClick={onClose}>{t('close')}</Button> : null}
      </div>
    </Dialog>
  )
}
