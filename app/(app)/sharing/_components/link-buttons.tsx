'use client'

import { useQueryClient } from '@tanstack/react-query'
import { Link2, Pause, Play, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { copyShareAction, pauseShareAction } from '@/app/api/shares/actions'
import { ShareMadeNote } from '@/components/domain/share-made'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { SHARES_QUERY_KEY } from '@/lib/client/queries/shares'
import type { ShareAnswer, ShareLink } from '@/lib/domain/api/share'
import { ExtendDialog, RevokeDialog } from './link-dialogs'

/** What can be done with a link now. The address is its creator's; whoever manages people may hold and end it. */
export function LinkButtons({ link, title }: { link: ShareLink; title: string }) {
  const t = useTranslations('share.list')
  const tFailures = useTranslations('share.failures')
  const queries = useQueryClient()
  const [dialog, setDialog] = useState<'extend' | 'revoke' | null>(null)
  const [url, setUrl] = useState<string | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [isBusy, startTransition] = useTransition()
  const { id, state, isOwn } = link
  const isOpen = ['waiting', 'active', 'paused', 'void'].includes(state)
  const act = <Extra extends object>(
    work: () => Promise<ShareAnswer<Extra>>,
    onDone?: (answer: Extra) => void,
  ) =>
    startTransition(async () => {
      const answer = await work().catch(() => null)
      await queries.invalidateQueries({ queryKey: SHARES_QUERY_KEY })
      if (answer?.ok) {
        setFailure(null)
        onDone?.(answer)
      } else setFailure(answer?.message ?? tFailures(answer?.why ?? 'failed'))
    })
  return (
    <div className="flex flex-wrap gap-1.5">
      {isOwn && isOpen && state !== 'void' ? (
        <Button
          size="sm"
          disabled={isBusy}
          onClick={() =>
            act(
              () => copyShareAction(id),
              (answer) => setUrl(answer.url),
            )
          }
        >
          <Link2 aria-hidden className="size-4" />
          {t('copyAgain')}
        </Button>
      ) : null}
      {isOpen && state !== 'void' ? (
        <Button
          size="sm"
          disabled={isBusy}
          onClick={() => act(() => pauseShareAction(id, state !== 'paused'))}
        >
          {state === 'paused' ? (
            <Play aria-hidden className="size-4 rtl:-scale-x-100" />
          ) : (
            <Pause aria-hidden className="size-4" />
          )}
          {state === 'paused' ? t('resume') : t('pause')}
        </Button>
      ) : null}
      {isOwn && (isOpen || state === 'ended') && state !== 'void' ? (
        <Button size="sm" onClick={() => setDialog('extend')} aria-haspopup="dialog">
          {t('extend')}
        </Button>
      ) : null}
      {isOpen ? (
        <Button size="sm" onClick={() => setDialog('revoke')} aria-haspopup="dialog">
          <Trash2 aria-hidden className="size-4" />
          {t('revoke')}
        </Button>
      ) : null}
      <p role="status" className="basis-full text-sm text-danger empty:hidden">
        {failure}
      </p>
      {url === null ? null : (
        <Dialog title={t('again', { name: title })} onClose={() => setUrl(null)} className="max-w-xl">
          <ShareMadeNote url={url} onClose={() => setUrl(null)} />
        </Dialog>
      )}
      {dialog === 'extend' ? (
        <ExtendDialog link={link} title={title} onClose={() => setDialog(null)} />
      ) : null}
      {dialog === 'revoke' ? (
        <RevokeDialog link={link} title={title} onClose={() => setDialog(null)} />
      ) : null}
    </div>
  )
}
