'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { useNow } from '@/lib/client/clock'
import { useFormats } from '@/lib/client/format/use-formats'
import { useLiveStore } from '@/lib/client/use-live'
import type { SessionEntry } from '@/lib/domain/api/security'
import { useWork } from '../_hooks/use-work'
import { type DoneAnswer, endOthersAction, endSessionAction } from '../actions'

/** Where the person is signed in, the last used first, with a way to end each. */
export function SessionsCard({ sessions }: { sessions: readonly SessionEntry[] }) {
  const t = useTranslations('security')
  const one = useWork<DoneAnswer>()
  const all = useWork<DoneAnswer>()
  const others = sessions.filter(({ isThis }) => !isThis)
  const shown = [...sessions.filter(({ isThis }) => isThis), ...others]
  return (
    <Card
      title={t('sessions.title')}
      aside={
        others.length === 0 ? null : (
          <Button
            size="sm"
            disabled={all.isBusy}
            onClick={() => {
              one.forget()
              all.run(endOthersAction)
            }}
          >
            {t('sessions.endOthers')}
          </Button>
        )
      }
    >
      <ul aria-label={t('sessions.title')} className="divide-y divide-line border-t border-line">
        {shown.map((session) => (
          <SessionLine
            key={session.id}
            session={session}
            isBusy={one.isBusy || all.isBusy}
            onEnd={() => {
              all.forget()
              one.run(() => endSessionAction(session.id))
            }}
          />
        ))}
      </ul>
      <p role="status" className="border-t border-line px-4 py-3 text-sm text-muted empty:hidden">
        {wordsOf(one.answer, () => t('sessions.ended')) ??
          wordsOf(all.answer, (count) => t('sessions.endedOthers', { count })) ??
          (others.length === 0 ? t('sessions.alone') : null)}
      </p>
    </Card>
  )

  function wordsOf(answer: DoneAnswer | null, done: (count: number) => string): string | null {
    if (answer === null) return null
    return answer.kind === 'ok' ? done(answer.count) : t('failed')
  }
}

type SessionLineProps = { session: SessionEntry; isBusy: boolean; onEnd: () => void }

function SessionLine({ session, isBusy, onEnd }: SessionLineProps) {
  const t = useTranslations('security.sessions')
  const formats = useFormats()
  const { browser, system } = session
  const known = [browser, system].filter((each) => each !== null)
  const name =
    browser !== null && system !== null ? t('agent', { browser, system }) : (known[0] ?? t('unknown'))
  const since = formats.dateTime(Date.parse(session.createdAt))
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 grow basis-60 text-sm">
        <p className="font-medium">
          {name}
          {session.isThis ? <span className="font-normal text-accent"> · {t('this')}</span> : null}
        </p>
        <p className="text-muted">
          {session.isThis ? t('now') : <LastSeen at={session.lastSeenAt} />}
          {' · '}
          {t('since', { time: since })}
          {session.address === null ? null : (
            <>
              {' '}
              <bdi>{t('from', { address: session.address })}</bdi>
            </>
          )}
        </p>
      </div>
      {session.isThis ? null : (
        <Button size="sm" disabled={isBusy} aria-label={t('endLabel', { name, time: since })} onClick={onEnd}>
          {t('end')}
        </Button>
      )}
    </li>
  )
}

function LastSeen({ at }: { at: string }) {
  const t = useTranslations('security.sessions')
  const formats = useFormats()
  const store = useLiveStore()
  const nowMs = useNow() + store.clockOffsetMs
  const atMs = Date.parse(at)
  return t.rich('seen', {
    age: () => (
      <time dateTime={at} title={formats.exactTime(atMs)}>
        {formats.ago(Math.max(0, nowMs - atMs))}
      </time>
    ),
  })
}
