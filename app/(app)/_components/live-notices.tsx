'use client'

import { usePathname } from 'next/navigation'
import { useEffect, useState } from 'react'
import { useLiveConnection } from '@/lib/client/use-live'
import { isUpstreamTrouble } from '@/lib/domain/upstream'
import { StreamNotice } from './stream-notice'
import { UpdateNotice } from './update-notice'
import { UpstreamNotice } from './upstream-notice'

/** What is wrong with the live data, over the page without moving it. Nothing shows while all is well. */
export function LiveNotices() {
  const { phase, upstream } = useLiveConnection()
  const [hidden, setHidden] = useState<string | null>(null)
  const pathname = usePathname()
  useSignInWhen(phase === 'signed-out')

  const troubles = upstream.filter((connection) => isUpstreamTrouble(connection.kind))
  const [first] = troubles
  // Hiding holds for this trouble only: the next one shows again, also when it is of the same kind.
  const key = troubles.map(({ connectionId, kind, sinceMs }) => `${connectionId} ${kind} ${sinceMs}`).join()
  return (
    <div className={STACK}>
      {first && hidden !== key && pathname !== TELLS_ITSELF ? (
        <UpstreamNotice trouble={first} more={troubles.length - 1} onHide={() => setHidden(key)} />
      ) : null}
      <UpdateNotice phase={phase} />
      <StreamNotice phase={phase} />
    </div>
  )
}

/** The page whose very subject the troubles are. */
const TELLS_ITSELF = '/settings/connection'

// Beside the bell and the account button on phones; on wide screens in the corner, inside the column of map controls.
const STACK =
  'pointer-events-none fixed inset-s-2.5 inset-e-28 top-2.5 z-panel flex flex-col items-center gap-2 ' +
  'md:inset-s-auto md:top-15 md:w-[min(28rem,calc(100vw-28rem))] md:items-end'

/** The session ended elsewhere: sign in and come back to this very place. */
function useSignInWhen(signedOut: boolean) {
  useEffect(() => {
    if (!signedOut) return
    const { pathname, search } = window.location
    window.location.assign(`/login?next=${encodeURIComponent(pathname + search)}`)
  }, [signedOut])
}
