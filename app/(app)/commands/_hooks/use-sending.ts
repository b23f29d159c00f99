import { useQueryClient } from '@tanstack/react-query'
import { useState, useTransition } from 'react'
import { COMMANDS_QUERY_KEY } from '@/lib/client/queries/commands'
import type { CommandReply } from '@/lib/domain/api/command'
import type { CommandOrder, HoldHours } from '@/lib/domain/command'
import { type ActionFailure, bulkAction, orderAction } from '../actions'
import { type ReplyWords, useReplyWords } from './use-reply-words'

export type Sending = {
  isBusy: boolean
  /** What became of the last one. */
  words: ReplyWords | null
  send: (order: CommandOrder) => void
  /** Takes up an answer that another part of the page got. */
  note: (reply: CommandReply | ActionFailure | null) => void
  forget: () => void
}

/** Sends what was confirmed by the press of a button, to one vehicle or as a batch to many. */
export function useSending({
  deviceIds,
  onBatch,
  hold,
}: {
  deviceIds: readonly string[]
  onBatch: (batchId: string) => void
  hold: HoldHours | null
}): Sending {
  const queries = useQueryClient()
  const wordsOf = useReplyWords()
  const [isBusy, startTransition] = useTransition()
  const [words, setWords] = useState<ReplyWords | null>(null)
  const refresh = () => void queries.invalidateQueries({ queryKey: [...COMMANDS_QUERY_KEY] })
  const [deviceId = ''] = deviceIds
  return {
    isBusy,
    words,
    note: (reply) => {
      setWords(wordsOf(reply))
      refresh()
    },
    forget: () => setWords(null),
    send: (order) =>
      startTransition(async () => {
        setWords(null)
        const wish = { order, confirmed: true, holdHours: hold ?? undefined }
        if (deviceIds.length === 1) {
          const reply = await orderAction({ deviceId, ...wish }).catch(() => null)
          setWords(wordsOf(reply))
        } else {
          const reply = await bulkAction({ deviceIds: [...deviceIds], ...wish }).catch(() => null)
          setWords(wordsOf(reply))
          if (reply !== null && 'ok' in reply && reply.ok) onBatch(reply.batchId)
        }
        refresh()
      }),
  }
}
