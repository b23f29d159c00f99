'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { useCommandPage } from '@/lib/client/queries/commands'
import type { Command } from '@/lib/domain/api/command'
import type { ExplorerOrdered } from '@/lib/domain/api/explorer'
import { RequestCard } from './request-card'

/** What is known of an order that became a command, followed until its device has answered. */
export function OrderView({ ordered: { command, request } }: { ordered: ExplorerOrdered }) {
  const t = useTranslations('explorer')
  const { data } = useCommandPage({ deviceId: command.deviceId })
  const current = data?.commands.find(({ id }) => id === command.id) ?? command
  return (
    <>
      <CommandState command={current} />
      <RequestCard request={request} title={t('order.request')} />
    </>
  )
}

function CommandState({ command }: { command: Command }) {
  const t = useTranslations('explorer.order')
  const words = useTranslations('commands')
  const { state, kind, text, outcome, vendorCode, answer, deviceId, deviceName } = command
  const rows: [string, string | null][] = [
    [t('sent'), text],
    [t('kind'), words(`kinds.${kind}`)],
    [t('code'), vendorCode === null ? null : String(vendorCode)],
    [
      t('outcome'),
      outcome !== null && words.has(`outcomes.${outcome}`) ? words(`outcomes.${outcome}`) : null,
    ],
    [t('answer'), answer],
  ]
  return (
    <Card title={t('title', { name: deviceName })}>
      <div role="status" className="space-y-3 border-t border-line px-4 py-3">
        <p className="text-base font-semibold">{words(`states.${state}`)}</p>
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-sm">
          {rows.map(([name, value]) =>
            value === null ? null : (
              <div key={name} className="contents">
                <dt className="text-muted">{name}</dt>
                <dd dir="auto" className="wrap-anywhere">
                  {value}
                </dd>
              </div>
            ),
          )}
        </dl>
      </div>
      <p className="border-t border-line px-4 py-2.5 text-sm text-muted">
        {t.rich('history', {
          link: (label) => (
            <Link href={`/commands?devices=${deviceId}`} className="font-medium text-accent underline">
              {label}
            </Link>
          ),
        })}
      </p>
    </Card>
  )
}
