import type { ShareAddress, ShareDraft, ShareMade } from '@/lib/domain/api/share'

/** What the dialog has done by the server; pages hand it in, as components know none of the app's actions. */
export type ShareActions = {
  make: (draft: ShareDraft) => Promise<ShareMade>
  vendorUrl: (deviceId: string) => Promise<ShareAddress>
}

/** A vehicle as the dialog names it. */
export type ShareTarget = { id: string; name: string }
