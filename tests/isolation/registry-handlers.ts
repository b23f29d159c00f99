// Every route handler, method by method, as "GET /api/accounts/[id]". One that is missing here fails the harness.

import { ALL_BUT_OWNER, type Ask, type Entry, LOOKERS, type Take } from './registry-types'
import { DAY, DEVICE_EXPORT, FENCE, RULE, report, SPAN } from './samples'

type Handler = Entry<Ask>

const inPath = (kind: Take<Ask>['kind'], rest: Omit<Ask, 'params'> = {}, name = 'id'): Take<Ask> => ({
  kind,
  at: 'path',
  ask: ([id = '']) => ({ ...rest, params: { [name]: id } }),
})
const inQuery = (kind: Take<Ask>['kind'], name: string, rest: Record<string, string> = {}): Take<Ask> => ({
  kind,
  at: 'query',
  ask: ([id = '']) => ({ query: { ...rest, [name]: id } }),
})
const inQueryList = (
  kind: Take<Ask>['kind'],
  name: string,
  rest: Record<string, string> = {},
): Take<Ask> => ({
  kind,
  at: 'query',
  many: true,
  ask: (ids) => ({ query: { ...rest, [name]: ids.join() } }),
})
const inBodyList = (kind: Take<Ask>['kind'], body: (ids: readonly string[]) => unknown): Take<Ask> => ({
  kind,
  at: 'body',
  many: true,
  ask: (ids) => ({ body: body(ids) }),
})

const PLAIN: Handler = { plain: () => ({}) }
const IMPORT: Handler = { open: 'its ids are rows of a file; what it finds is proved in tests/devices' }
const OWNERS: Handler = { plain: () => ({}), refuses: ALL_BUT_OWNER, by: 'owner' }
const alarmFilters = (rest: Record<string, string> = {}): Take<Ask>[] => [
  inQueryList('device', 'v', rest),
  { ...inQuery('person', 'who', rest), quiet: 'nobody was given an alarm' },
]
const reportTakes = (query: Record<string, string> = {}): Take<Ask>[] => [
  {
    ...inBodyList('device', (deviceIds) => report({ deviceIds })),
    ...asked(query, (ids) => report({ deviceIds: ids })),
  },
  { ...inBodyList('account', () => null), ...asked(query, (ids) => report({ accountIds: ids })) },
  {
    ...inBodyList('fence', () => null),
    ...asked(query, (ids) => report({ fenceIds: ids })),
    quiet: 'nothing was there',
  },
]
const asked = (query: Record<string, string>, body: (ids: readonly string[]) => unknown) => ({
  ask: (ids: readonly string[]): Ask => ({ query, body: body(ids) }),
})
const span = { from: SPAN.from, to: SPAN.to }
const jimi =
  (method: string, input: (ids: readonly string[]) => unknown): Take<Ask>['ask'] =>
  (ids) => ({
    params: { method },
    body: { profile: 'pro', input: input(ids) },
  })

export const HANDLERS: Readonly<Record<string, Handler>> = {
  'GET /api/accounts': { takes: [inQuery('account', 'parent')] },
  'GET /api/accounts/[id]': { takes: [inPath('account')] },
  'GET /api/accounts/[id]/profile': { takes: [inPath('account')] },
  'GET /api/accounts/[id]/stakes': { takes: [inPath('account')] },
  'GET /api/accounts/counts': { takes: [inQueryList('account', 'ids')] },
  'GET /api/accounts/search': {
    takes: [{ ...inQuery('account', 'moving', { q: 'o' }), quiet: 'it can go nowhere else in the branch' }],
    plain: () => ({ query: { q: 'o' } }),
  },
  'GET /api/alarms': PLAIN,
  'GET /api/alarms/[id]': { takes: [inPath('alarm')] },
  'GET /api/alarms/[id]/media': { takes: [inPath('alarm')] },
  'GET /api/alarms/counts': { takes: alarmFilters() },
  'GET /api/alarms/groups': { takes: alarmFilters({ by: 'vehicle' }) },
  'GET /api/alarms/inbox': { takes: alarmFilters() },
  'GET /api/alarms/pulse': PLAIN,
  'POST /api/alarms/read': {
    takes: [{ ...inBodyList('alarm', (ids) => ({ ids })), quiet: 'it never says what was there' }],
  },
  'GET /api/alarms/start': PLAIN,
  'GET /api/api-tokens': PLAIN,
  'GET /api/audit': {
    takes: [{ ...inQuery('person', 'actor'), quiet: 'they did nothing yet' }],
    refuses: ALL_BUT_OWNER,
    by: 'owner',
  },
  'POST /api/audit/export': {
    plain: () => ({ query: { format: 'csv' } }),
    refuses: ALL_BUT_OWNER,
    by: 'owner',
  },
  'GET /api/audit/verify': OWNERS,
  'GET /api/auth/[...nextauth]': { open: 'it signs in; what it takes is a form of next-auth' },
  'POST /api/auth/[...nextauth]': { open: 'it signs in; what it takes is a form of next-auth' },
  'GET /api/basemap/streets': PLAIN,
  'HEAD /api/basemap/streets': PLAIN,
  'GET /api/branding/[hash]': { open: 'a picture of a sign-in page, by the hash of its bytes' },
  'GET /api/commands': {
    takes: [inQuery('device', 'deviceId'), inQuery('batch', 'batchId')],
  },
  'GET /api/commands/device/[id]': { takes: [inPath('device')] },
  'GET /api/commands/device/[id]/facts': { takes: [inPath('device')], refuses: LOOKERS },
  'GET /api/commands/start': PLAIN,
  'GET /api/connections': OWNERS,
  'GET /api/connections/[connectionId]/import': {
    takes: [inPath('connection', {}, 'connectionId')],
    refuses: ALL_BUT_OWNER,
    by: 'owner',
  },
  'GET /api/device-jobs': PLAIN,
  'GET /api/device-jobs/[id]': { takes: [inPath('job')] },
  'GET /api/device-jobs/[id]/report': { takes: [inPath('job')] },
  'POST /api/device-jobs/expiry-preview': {
    takes: [
      {
        kind: 'device',
        at: 'body',
        many: true,
        ask: (deviceIds) => ({ body: { deviceIds, date: '2031-05-06' } }),
      },
    ],
    refuses: ['dispatcher', 'viewer'],
  },
  'POST /api/device-jobs/preview': {
    takes: [
      {
        kind: 'device',
        at: 'body',
        many: true,
        ask: (deviceIds, { account }) => ({ body: { deviceIds, accountId: account } }),
      },
      {
        kind: 'account',
        at: 'body',
        ask: ([accountId], { device }) => ({ body: { deviceIds: [device], accountId } }),
      },
    ],
    refuses: ['dispatcher', 'viewer'],
  },
  // Ids stand in the rows of a file there.
  'POST /api/device-jobs/import/begin': IMPORT,
  'POST /api/device-jobs/import/check': IMPORT,
  'POST /api/device-jobs/import/look': IMPORT,
  'GET /api/device-jobs/import/template': { plain: () => ({ query: { format: 'csv' } }) },
  'GET /api/device-jobs/targets': { plain: () => ({}), refuses: ['dispatcher', 'viewer'] },
  'GET /api/device-table': { takes: [inQuery('account', 'account')] },
  'GET /api/device-table/choices': PLAIN,
  'POST /api/device-table/export': {
    takes: [{ kind: 'account', at: 'body', ask: ([id = '']) => ({ body: DEVICE_EXPORT(id) }) }],
  },
  'GET /api/device-table/ids': { takes: [inQuery('account', 'account')] },
  'GET /api/device-table/summary': { takes: [inQuery('account', 'account')] },
  'GET /api/device-views': PLAIN,
  'GET /api/devices/[id]': { takes: [inPath('device')] },
  'GET /api/devices/[id]/gaps': { takes: [inPath('device', { query: span })] },
  'GET /api/devices/[id]/messages': { takes: [inPath('device', { query: span })] },
  'GET /api/devices/[id]/readings': { takes: [inPath('device', { query: { ...span, kinds: 'fuel' } })] },
  'GET /api/devices/[id]/scooter': { takes: [inPath('device')] },
  'GET /api/devices/[id]/trail': { takes: [inPath('device')] },
  'GET /api/domains': { open: 'yes or no to a host name, for the proxy that fetches certificates' },
  'GET /api/fences': PLAIN,
  'GET /api/fences/[id]': { takes: [inPath('fence')] },
  'POST /api/fences/[id]/copy': {
    takes: [
      ...['push', 'take', 'remove', 'pushDevices', 'removeDevices', 'removeFence'].map((work) =>
        inPath('fence', { body: { work } }),
      ),
      ...['check', 'look'].map((work) => ({
        ...inPath('fence', { body: { work } }),
        everybody: 'it only looks how the copy stands',
      })),
    ],
    refuses: LOOKERS,
  },
  'GET /api/fences/[id]/events': { takes: [inPath('fence')] },
  'GET /api/fences/[id]/vendor-visits': { takes: [inPath('fence')] },
  'GET /api/fences/area': { plain: () => ({ query: { box: '-10,40,-7,42' } }) },
  'GET /api/groups': { takes: [inQuery('account', 'account')] },
  'GET /api/health': { open: 'whether the process and its database are up' },
  'GET /api/jimi/[method]': {
    plain: () => ({ params: { method: 'jimi.user.device.list' } }),
    refuses: ALL_BUT_OWNER,
    by: 'owner',
  },
  'POST /api/jimi/[method]': {
    takes: [
      { kind: 'imei', at: 'body', ask: jimi('jimi.track.device.detail', ([imei]) => ({ imei })) },
      { kind: 'imei', at: 'body', many: true, ask: jimi('jimi.device.location.get', (imeis) => ({ imeis })) },
    ],
    refuses: ALL_BUT_OWNER,
    by: 'owner',
  },
  'GET /api/live': { open: 'a stream of the scope, which takes no ids; its parts are proved in tests/live' },
  'GET /api/metrics': { open: 'by a token, or from this machine' },
  'GET /api/notify/choices': OWNERS,
  'GET /api/notify/deliveries': {
    takes: [inQuery('webhook', 'receiver')],
    refuses: ALL_BUT_OWNER,
    by: 'owner',
  },
  'GET /api/notify/deliveries/[id]': { takes: [inPath('delivery')], refuses: ALL_BUT_OWNER, by: 'owner' },
  'POST /api/notify/preview': {
    takes: (['deviceIds', 'accountIds', 'fenceIds', 'userIds', 'webhookIds'] as const).map((name) => ({
      kind: RULE.kindOf[name],
      at: 'body' as const,
      many: true as const,
      ask: (ids: readonly string[]) => ({ body: { draft: RULE.naming(name, ids) } }),
      quiet: 'it counts alarms, and there are none that fit',
    })),
    refuses: ALL_BUT_OWNER,
    by: 'owner',
  },
  'GET /api/notify/rules': PLAIN,
  'GET /api/notify/settings': PLAIN,
  'GET /api/overview': PLAIN,
  'GET /api/overview/use': { plain: () => ({ query: { zone: 'UTC' } }) },
  'GET /api/people': { plain: () => ({}), refuses: ['dispatcher', 'viewer'] },
  'GET /api/people/invitations': { plain: () => ({}), refuses: ['dispatcher', 'viewer'] },
  'GET /api/people/[id]/left': { takes: [inPath('person')], refuses: ['dispatcher', 'viewer'] },
  'GET /api/people/rights': PLAIN,
  'GET /api/people/scopes': { takes: [inQuery('account', 'account')], refuses: ['dispatcher', 'viewer'] },
  'GET /api/push-rejects': OWNERS,
  'GET /api/push-rejects/[id]': { takes: [inPath('reject')], refuses: ALL_BUT_OWNER, by: 'owner' },
  'GET /api/push-rejects/export': OWNERS,
  'GET /api/push-status': OWNERS,
  'GET /api/push/[hook]': { open: 'by the secret in its path and a token; proved in tests/push' },
  'POST /api/push/[hook]': { open: 'by the secret in its path and a token; proved in tests/push' },
  'GET /api/push/[hook]/[topic]': { open: 'by the secret in its path and a token; proved in tests/push' },
  'POST /api/push/[hook]/[topic]': { open: 'by the secret in its path and a token; proved in tests/push' },
  'GET /api/receive-gaps': OWNERS,
  'GET /api/reports/choices': PLAIN,
  'GET /api/reports/definitions': PLAIN,
  'GET /api/reports/definitions/[id]': { takes: [inPath('definition')] },
  'POST /api/reports/export': { takes: reportTakes({ format: 'csv' }) },
  'POST /api/reports/run': { takes: reportTakes() },
  'GET /api/security': PLAIN,
  'GET /api/shares': PLAIN,
  'GET /api/shares/options': PLAIN,
  'GET /api/tracks': { takes: [inQueryList('device', 'ids', span)] },
  'POST /api/tracks/fill': { takes: [inBodyList('device', (ids) => ({ ids, ...span }))] },
  'GET /api/tracks/readings': { takes: [inQuery('device', 'id', span)] },
  'GET /api/v1/alarms': { takes: [inQueryList('device', 'deviceIds')] },
  'POST /api/v1/alarms/[id]/acknowledge': { takes: [inPath('alarm')], refuses: LOOKERS },
  'POST /api/v1/alarms/[id]/resolve': {
    takes: [inPath('alarm', { body: { reason: 'false_alarm', note: 'Seen' } })],
    refuses: LOOKERS,
  },
  'GET /api/v1/devices': PLAIN,
  'GET /api/v1/devices/[id]': { takes: [inPath('device')] },
  'GET /api/v1/devices/[id]/track': { takes: [inPath('device', { query: span })] },
  'GET /api/v1/devices/[id]/trips': { takes: [inPath('device', { query: span })] },
  'GET /api/v1/fences': PLAIN,
  'POST /api/v1/fences': { takes: [inBodyList('device', (ids) => FENCE(ids))], refuses: LOOKERS },
  'DELETE /api/v1/fences/[id]': { takes: [inPath('fence')], refuses: LOOKERS },
  'GET /api/v1/me': PLAIN,
  'GET /api/v1/openapi.json': { open: 'what the API can do; nothing of anybody' },
  'GET /api/v1/positions': { takes: [inQueryList('device', 'deviceIds')] },
  'POST /api/video/beat': {
    takes: [
      inBodyList('stream', (ids) => ({
        viewerKey: DAY.key,
        streams: ids.map((id) => ({ id, bytes: 1, playedMs: 1 })),
      })),
    ],
  },
  'GET /api/video/devices/[id]': { takes: [inPath('device', { query: { month: DAY.start } })] },
  'GET /api/video/devices/[id]/events': { takes: [inPath('device', { query: span })] },
  'GET /api/video/devices/[id]/files': { takes: [inPath('device', { query: span })] },
  'GET /api/video/devices/[id]/orders': { takes: [inPath('device')] },
  'POST /api/video/devices/[id]/orders': {
    takes: [inPath('device', { body: { kind: 'photo', lens: 'front', seconds: null } })],
    refuses: LOOKERS,
  },
  'POST /api/video/devices/[id]/uploads': {
    takes: [inPath('device', { body: { channel: 1, fileName: 'a.mp4', beginAt: DAY.start } })],
    refuses: LOOKERS,
  },
  'POST /api/video/leave': {
    takes: [
      {
        ...inBodyList('stream', (streamIds) => ({ viewerKey: DAY.key, streamIds })),
        quiet: 'it never says what was there',
      },
    ],
  },
  'GET /api/video/lists': { takes: [inQueryList('list', 'ids')] },
  'GET /offline': { open: 'it holds nothing of anybody' },
  'GET /s/[token]': { open: 'by the token of a share link; proved in tests/share' },
  'POST /s/[token]': { open: 'by the token of a share link and its password; proved in tests/share' },
  'GET /s/[token]/live': { open: 'by the token of a share link; proved in tests/share' },
  'GET /s/[token]/now': { open: 'by the token of a share link; proved in tests/share' },
  'GET /s/[token]/streets': { open: 'by the token of a share link; proved in tests/share' },
  'GET /s/[token]/trail': { open: 'by the token of a share link; proved in tests/share' },
}
