'use client'

import { LoaderCircle } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'

/** What stands in place of a picture, in its shape. */
export function Stage(props: StageWordsProps) {
  return (
    <div className="relative aspect-video bg-sunken">
      <StageWords {...props} />
    </div>
  )
}

export type StageWordsProps = {
  title: string
  body?: ReactNode
  isBusy?: boolean
  action?: { word: string; onAct: () => void; isPrimary?: boolean }
}

/** Words over the place of a picture. Readers hear how it changes. */
export function StageWords({ title, body, isBusy = false, action }: StageWordsProps) {
  return (
    <div
      role="status"
      className="absolute inset-0 flex flex-col items-center justify-center gap-1.5 overflow-y-auto bg-sunken p-4 text-center"
    >
      {isBusy ? <LoaderCircle aria-hidden className="size-5 animate-spin text-muted" /> : null}
      <p className="text-sm font-medium">{title}</p>
      {body ? <p className="max-w-sm text-balance text-sm text-muted">{body}</p> : null}
      {action ? (
        <Button
          variant={action.isPrimary ? 'primary' : 'secondary'}
          className="mt-1.5"
          onClick={action.onAct}
        >
          {action.word}
        </Button>
      ) : null}
    </div>
  )
}
