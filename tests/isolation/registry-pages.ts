// Every page. One that is missing here fails the harness.

import { ALL_BUT_OWNER, type Ask, type Entry } from './registry-types'

type Page = Entry<Ask>

const PLAIN: Page = { plain: () => ({}) }
/** It reads what only owners may; those for owners that read nothing themselves are PLAIN here and refused by their layout. */
const OWNERS: Page = { plain: () => ({}), refuses: ALL_BUT_OWNER, by: 'owner' }

export const PAGES: Readonly<Record<string, Page>> = {
  '/': PLAIN,
  '/accounts': PLAIN,
  '/alarms': PLAIN,
  '/commands': PLAIN,
  '/devices': PLAIN,
  '/devices/[imei]': {
    takes: [{ kind: 'imei', at: 'path', ask: ([imei = '']) => ({ params: { imei } }) }],
  },
  '/developers': { open: "what the API can do; nobody's data is in it" },
  '/devices/import': PLAIN,
  '/devices/jobs': PLAIN,
  '/devices/jobs/[id]': {
    takes: [
      {
        kind: 'job',
        at: 'path',
        ask: ([id = '']) => ({ params: { id } }),
        quiet: 'the page is the same; what it shows is read by GET /api/device-jobs/[id]',
      },
    ],
  },
  '/fences': PLAIN,
  '/forgot': { open: 'a form' },
  '/invite/[token]': { open: 'by the token of an invitation' },
  '/login': { open: 'a form' },
  '/login/second-step': { open: 'by the cookie of who is half way in' },
  '/map': PLAIN,
  '/replay': PLAIN,
  '/reports': PLAIN,
  '/reset/[token]': { open: 'by the token of a mail' },
  '/settings/alarm-rules': PLAIN,
  '/settings/api': PLAIN,
  '/settings/audit': OWNERS,
  '/settings/branding': OWNERS,
  '/settings/commands': OWNERS,
  '/settings/connection': PLAIN,
  '/settings/deliveries': PLAIN,
  '/settings/explorer': OWNERS,
  '/settings/gaps': PLAIN,
  '/settings/notifications': PLAIN,
  '/settings/people': PLAIN,
  '/settings/preferences': PLAIN,
  '/settings/rejects': PLAIN,
  '/settings/retention': PLAIN,
  '/settings/security': PLAIN,
  '/settings/trips': PLAIN,
  '/setup': { open: 'for the first owner, by a code of the console; then for owners' },
  '/sharing': PLAIN,
  '/video': PLAIN,
}
