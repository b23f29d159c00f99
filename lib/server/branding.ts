// Whose look a page, a shared page or a mail has. A host name gives its look and nothing else: no session, no right, no data
// hangs on it, so nobody has to prove that it is theirs. Changing a look is services/branding.ts.

import { type Brand, PLAIN_BRAND } from '@/lib/domain/api/branding'
import { isHostName, plainHost } from '@/lib/domain/branding'
import { accentOf, isColour, type ThemeName } from '@/lib/domain/branding-colours'
import { findBrand, findMailSender, findTenantByHost } from './data/system/branding'
import { hasSeveralTenants } from './data/system/tenants'
import { env } from './env'
import { log } from './log'
import { singleton } from './singleton'

/** Other processes show a change this late at most. */
const FRESH_MS = 5_000
/** Hosts are whatever a request says. */
const MAX_KNOWN = 2_000

/** The look of a tenant. Never fails: without a database pages look as they last did, or plain. */
export function brandingOf(tenantId: string): Promise<Brand> {
  return remember(`tenant ${tenantId}`, () => findBrand(tenantId))
}

/** The look of the tenant a host name belongs to, of the host header or a URL; Milepost's own where it is nobody's. */
export function brandingForHost(host: string | null): Promise<Brand> {
  const name = plainHost(host ?? '')
  // Nothing else can be stored, so nothing else is looked up.
  if (!isHostName(name)) return Promise.resolve(PLAIN_BRAND)
  return remember(`host ${name}`, async () => {
    // The address of the whole installation is no single tenant's, also when it was before others came.
    const { publicUrl } = env()
    if (publicUrl !== null && new URL(publicUrl).hostname === name && (await hasSeveralTenants()))
      return PLAIN_BRAND
    const tenantId = await findTenantByHost(name)
    return tenantId === null ? PLAIN_BRAND : findBrand(tenantId)
  })
}

/** The name and the address for answers of a tenant's mails, to be spread into a MailDraft. Never fails. */
export async function mailSenderOf(tenantId: string): Promise<{ fromName?: string; replyTo?: string }> {
  try {
    const sender = await findMailSender(tenantId)
    return { fromName: sender?.mailName ?? undefined, replyTo: sender?.mailReplyTo ?? undefined }
  } catch (error) {
    log.warn({ err: error }, 'the sender of a tenant is not known')
    return {}
  }
}

/** The style attribute of a page's root in a tenant's colour, read by app/globals.css; undefined for Milepost's own. */
export function brandStyle({ accent }: Brand): Record<`--${string}`, string> | undefined {
  if (accent === null || !isColour(accent)) return undefined
  const of = (theme: ThemeName) => {
    const { isAdjusted: _, chosenContrast: __, ...tokens } = accentOf(accent, theme)
    return Object.entries(tokens).map(([name, colour]) => [`--brand-${theme}-${name}`, colour])
  }
  return Object.fromEntries([...of('light'), ...of('dark')])
}

/** The same for pages with a style sheet of their own, of which it is the last part; empty for Milepost's own. */
export function accentSheet({ accent }: Brand): string {
  if (accent === null || !isColour(accent)) return ''
  const rootOf = (theme: ThemeName) => {
    const tokens = accentOf(accent, theme)
    return `:root{--accent:${tokens.accent};--on-accent:${tokens['on-accent']}}`
  }
  return `${rootOf('light')}@media (prefers-color-scheme:dark){${rootOf('dark')}}`
}

/** Makes this process show a tenant's new look at once. */
export function forgetBranding(): void {
  known().clear()
}

type Look = {
  brand: Promise<Brand>
  /** The last that could be read; what is shown while the database is away. */
  last: Brand
  /** Infinite while it is being read: everybody shares the answer, and one hanging database is asked once. */
  freshUntilMs: number
}
type Known = Map<string, Look>

function known(): Known {
  return singleton('branding', (): Known => new Map())
}

function remember(key: string, read: () => Promise<Brand>): Promise<Brand> {
  const held = known().get(key)
  if (held && Date.now() < held.freshUntilMs) return held.brand
  const look = readLook(read, held?.last ?? PLAIN_BRAND)
  if (known().size >= MAX_KNOWN) known().clear()
  known().set(key, look)
  return look.brand
}

/** A failure is remembered as long as a look, so that a page which failed for it is not held up a second time. */
function readLook(read: () => Promise<Brand>, last: Brand): Look {
  const askedAtMs = Date.now()
  const look: Look = {
    last,
    freshUntilMs: Number.POSITIVE_INFINITY,
    brand: read().then(
      (brand) => {
        look.last = brand
        look.freshUntilMs = askedAtMs + FRESH_MS
        return brand
      },
      (error: unknown) => {
        log.warn({ err: error }, 'the look of a tenant could not be read')
        look.freshUntilMs = Date.now() + FRESH_MS
        return last
      },
    ),
  }
  return look
}
