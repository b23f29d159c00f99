'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'

const KEYS = [
  ['move', ['j', 'k', '↓', '↑']],
  ['open', ['Enter']],
  ['check', ['x', 'Space']],
  ['acknowledge', ['a']],
  ['takeOver', ['e']],
  ['resolve', ['r']],
  ['snooze', ['s']],
  ['search', ['/']],
  ['leave', ['Esc']],
  ['help', ['?']],
] as const

/** The keys of the page. */
export function KeysHelp({ onClose }: { onClose: () => void }) {
  const t = useTranslations('alarmInbox.keys')
  return (
    <Dialog title={t('title')} onClose={onClose} className="w-[min(24rem,calc(100vw-2rem))]!">
      <KeyTable />
      <div className="flex justify-end">
        <Button onClick={onClose}>{t('close')}</Button>
      </div>
    </Dialog>
  )
}

/** Each key with what it does. */
export function KeyTable() {
  const t = useTranslations('alarmInbox.keys')
  return (
    <dl className="grid grid-cols-[1fr_auto] items-center gap-x-6 gap-y-1.5 text-sm">
      {KEYS.map(([word, names]) => (
        <div key={word} className="contents">
          <dt className="text-start text-muted">{t(word)}</dt>
          <dd className="flex gap-1 justify-self-end">
            {names.map((name) => (
              <kbd key={name} className={KEY}>
                {name}
              </kbd>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  )
}

const KEY =
  'min-w-6 rounded-sm border border-line bg-panel px-1.5 py-0.5 text-center font-sans text-xs font-medium text-ink'
