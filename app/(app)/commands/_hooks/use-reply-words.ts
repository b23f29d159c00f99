import { useTranslations } from 'next-intl'
import type { CommandReply } from '@/lib/domain/api/command'
import type { ActionFailure } from '../actions'

export type ReplyWords = { tone: 'good' | 'bad'; lines: string[] }
type Bulk = { ok: true; batchId: string; count: number } | { ok: false; problem: string }

/** What to say of the answer to a wish; null for nothing, because the list says it. */
export function useReplyWords(): (reply: CommandReply | ActionFailure | Bulk | null) => ReplyWords | null {
  const t = useTranslations('commands')
  return (reply) => {
    if (reply === null) return { tone: 'bad', lines: [t('failures.other')] }
    if ('ok' in reply)
      return reply.ok
        ? { tone: 'good', lines: [t('result.batch', { count: reply.count })] }
        : { tone: 'bad', lines: [t(`problems.${reply.problem}`)] }
    if (reply.kind === 'failed') return { tone: 'bad', lines: [t(`failures.${reply.why}`)] }
    if (reply.kind === 'problem') return { tone: 'bad', lines: [t(`problems.${reply.problem}`)] }
    if (reply.kind === 'refused')
      return {
        tone: 'bad',
        lines: [t('refusals.title'), ...reply.refusals.map((refusal) => t(`refusals.${refusal}`))],
      }
    if (reply.kind === 'awaiting_approval') return { tone: 'good', lines: [t('result.awaiting')] }
    const { state, outcome } = reply.command
    const isBad = state === 'failed' || state === 'unknown'
    const why = outcome !== null && t.has(`outcomes.${outcome}`) ? [t(`outcomes.${outcome}`)] : []
    return { tone: isBad ? 'bad' : 'good', lines: [t(`states.${state}`), ...why] }
  }
}
