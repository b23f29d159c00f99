'use client'

import { CloudOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ComponentType, type ReactNode, useSyncExternalStore } from 'react'
import { usePart } from '@/lib/client/use-late'
import { Button } from './button'

type Places<Props> = {
  /** Keeps its place while it is fetched. */
  waiting?: (props: Props) => ReactNode
  /** Stands there when it could not be fetched; it is asked for again by itself, and at once by `retry`. */
  failed?: (retry: () => void, props: Props) => ReactNode
}

/**
 * A part of a page whose script comes when it is first shown. Where the script cannot be fetched, that is said in its place and
 * the rest of the page goes on working: what `lazy` and `dynamic` throw takes all of it away. Once fetched, it stands there at
 * once wherever it is shown again.
 */
export function latePart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { waiting = () => null, failed = (retry) => <PartNotLoaded onRetry={retry} /> }: Places<Props> = {},
): (props: Props) => ReactNode {
  let loaded: ComponentType<Props> | null = null
  const loadOnce = async () => {
    loaded ??= await load()
    return loaded
  }
  return function Late(props) {
    // The server knows none, and what it drew must be taken over before anything else stands there.
    const known = useSyncExternalStore(neverTold, () => loaded, none)
    const { Part: fetched, hasFailed, retry } = usePart(loadOnce, known === null)
    const Part = known ?? fetched
    if (Part !== null) return <Part {...props} />
    return hasFailed ? failed(retry, props) : waiting(props)
  }
}

const neverTold = () => () => undefined
const none = () => null

/** Stands in for a part whose script could not be fetched. */
export function PartNotLoaded({ onRetry }: { onRetry: () => void }) {
  const t = useTranslations('shell.notLoaded')
  return (
    <div
      role="status"
      className="flex flex-wrap items-center justify-center gap-x-3 gap-y-2 rounded border border-dashed border-line px-3 py-4 text-sm text-muted"
    >
      <span className="flex items-center gap-2">
        <CloudOff aria-hidden className="size-4 shrink-0" />
        {t('title')}
      </span>
      <Button size="sm" onClick={onRetry}>
        {t('retry')}
      </Button>
    </div>
  )
}
