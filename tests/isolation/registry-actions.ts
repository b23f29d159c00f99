// Every server action, as "file#name". One that is missing here fails the harness.

import { ALL_BUT_OWNER, type Entry, type Kind, LOOKERS, type Stock, type Take } from './registry-types'
import { DAY, DEVICE_FILTER, FENCE, RULE, report, SHARE, SORT, SPAN } from './samples'

type Args = readonly unknown[]
type Action = Entry<Args>

/** The id is the first argument; the others follow. */
const first = (kind: Kind, ...rest: unknown[]): Take<Args> => ({
  kind,
  at: 'argument',
  ask: ([id]) => [id, ...rest],
})
const at = (kind: Kind, ask: (id: string, own: Stock) => Args): Take<Args> => ({
  kind,
  at: 'argument',
  ask: ([id = ''], own) => ask(id, own),
})
const many = (kind: Kind, ask: (ids: readonly string[], own: Stock) => Args): Take<Args> => ({
  kind,
  at: 'argument',
  many: true,
  ask,
})
const bare = (...args: Args): Action => ({ plain: () => args })
const ownersWith = (...args: Args): Action => ({ plain: () => args, refuses: ALL_BUT_OWNER, by: 'owner' })
const owners = (...takes: Take<Args>[]): Action => ({ takes, refuses: ALL_BUT_OWNER, by: 'owner' })
const NO_MANAGERS = ['dispatcher', 'viewer'] as const
const managers = (...takes: Take<Args>[]): Action => ({ takes, refuses: NO_MANAGERS })
const movers = (...takes: Take<Args>[]): Action => ({ takes, refuses: LOOKERS })
const takes = (...all: Take<Args>[]): Action => ({ takes: all })
const open = (why: string): Action => ({ open: why })

const permissions = {
  webLogin: true,
  appLogin: true,
  sendCommands: false,
  setWorkingMode: false,
  editOnWeb: false,
  editInApp: false,
}
const person = {
  name: 'Edited',
  email: 'a@b.example',
  phone: '',
  contactPerson: '',
  companyName: '',
  permissions,
}
const newAccount = (parentId: string) => ({
  ...person,
  parentId,
  login: 'brandnew',
  kind: 'user',
  password: 'twelve-letters',
})
const order = { door: 'template', template: 'STATUS#', params: [] }
const view = {
  name: 'My view',
  isDefault: false,
  spec: { filter: DEVICE_FILTER, sort: SORT, columns: [{ key: 'name', widthPx: 200 }] },
}
const definition = (vehicles: Parameters<typeof report>[0]) => ({
  name: 'Weekly',
  shared: false,
  request: report(vehicles),
})
const schedule = (definitionId: string, userIds: readonly string[]) => ({
  definitionId,
  rhythm: { every: 'day' },
  time: '06:30',
  zone: 'UTC',
  range: 'yesterday',
  format: 'csv',
  recipients: userIds.map((userId) => ({ to: 'user', userId })),
  enabled: true,
})
const chosen = (ids: readonly string[]) => ({ chosen: ids.map((id) => ({ id, version: 0 })) })
const change = (accountId: string) => ({
  name: 'Renamed',
  role: 'viewer',
  rights: ['export'],
  scope: { accountId, group: null },
})
const secrets = { appKey: 'other', appSecret: '', password: '' }
const seen = (id: string) => ({ id, updatedAt: '2026-01-01T00:00:00.000Z' })
const receiver = { name: 'Receiver', url: 'https://hooks.example/in', enabled: false }
const quietly = (quiet: string, take: Take<Args>): Take<Args> => ({ ...take, quiet })
const NO_GROUP = 'there is no such group'
const kept = (take: Take<Args>): Take<Args> => ({ ...take, keeps: 'they are judged whenever it is run' })
const proof = { password: 'wrong password', code: '' }

const OF_FILES: Readonly<Record<string, Readonly<Record<string, Action>>>> = {
  'app/(app)/_components/sign-out-actions.ts': { forgetBrowserAction: bare('https://push.example/none') },
  'app/(app)/_components/view-as-actions.ts': { leaveViewAction: bare() },
  'app/(app)/accounts/actions.ts': {
    createAccountAction: managers(at('account', (id) => [newAccount(id)])),
    updateAccountAction: managers(first('account', person)),
    moveAccountAction: managers(
      at('account', (id, own) => [id, own.account]),
      at('account', (id, own) => [own.account, id]),
    ),
    removeAccountAction: managers(first('account', 'typed')),
    enterViewAction: managers(first('account')),
  },
  'app/(app)/alarms/actions.ts': {
    stepAlarmsAction: movers(
      many('alarm', (ids) => [chosen(ids), { kind: 'acknowledge' }]),
      many('alarm', (ids) => [chosen(ids), { kind: 'note', note: 'Seen' }]),
      at('person', (id, own) => [chosen([own.alarm]), { kind: 'assign', assigneeId: id }]),
      many('device', (ids) => [{ filter: { deviceIds: ids } }, { kind: 'acknowledge' }]),
    ),
  },
  'app/(app)/commands/actions.ts': {
    orderAction: movers(at('device', (deviceId) => [{ deviceId, order, confirmed: true }])),
    // Which roles may, in which state of a command, is tried door by door in tests/commands.
    fireAction: takes(first('command')),
    approveAction: takes(first('command')),
    cancelAction: movers(first('command')),
    bulkAction: movers(many('device', (deviceIds) => [{ deviceIds, order, confirmed: true }])),
    stopAction: takes(first('batch')),
    proveAction: bare('wrong password', ''),
    keepAction: { plain: () => ['Status', order], refuses: LOOKERS },
    dropAction: movers(first('saved')),
  },
  'app/(app)/devices/_components/jobs/actions.ts': {
    transferAction: managers(
      many('device', (deviceIds, own) => [{ deviceIds, accountId: own.account, clearBindings: false }]),
      at('account', (accountId, own) => [{ deviceIds: [own.device], accountId, clearBindings: false }]),
    ),
    expiryAction: managers(many('device', (deviceIds) => [{ deviceIds, date: '2031-01-01' }])),
    bindingAction: managers(
      many('device', (deviceIds) => [{ deviceIds, appUserLogin: 'app-user', step: 'bind' }]),
    ),
    stopJobAction: managers(first('job')),
    lookAgainAction: managers(first('job')),
  },
  'app/(app)/devices/actions.ts': {
    editDeviceAction: managers(first('device', { remark: 'Looked at' })),
    saveGroupAction: managers(
      first('account', null, 'Night shift'),
      quietly(NO_GROUP, first('account', 'f'.repeat(32), 'Night shift')),
    ),
    deleteGroupAction: managers(quietly(NO_GROUP, first('account', 'f'.repeat(32)))),
    assignGroupAction: managers(
      quietly(
        NO_GROUP,
        at('account', (id, own) => [id, 'f'.repeat(32), [own.device]]),
      ),
      quietly(
        NO_GROUP,
        many('device', (ids, own) => [own.account, 'f'.repeat(32), ids]),
      ),
    ),
    saveViewAction: takes(
      first('view', view),
      kept(
        at('account', (accountId) => [
          null,
          {
            ...view,
            name: `Of ${accountId}`,
            spec: { ...view.spec, filter: { ...DEVICE_FILTER, accountId } },
          },
        ]),
      ),
    ),
    deleteViewAction: takes(first('view')),
    saveLayoutAction: bare(view.spec.columns),
  },
  'app/(app)/fences/actions.ts': {
    saveFenceAction: movers(
      first('fence', FENCE(null)),
      many('device', (ids) => [null, FENCE(ids)]),
    ),
    removeFenceAction: movers(first('fence')),
  },
  'app/(app)/reports/actions.ts': {
    saveDefinitionAction: takes(
      first('definition', definition({})),
      kept(many('device', (deviceIds) => [null, definition({ deviceIds })])),
      kept(many('account', (accountIds) => [null, definition({ accountIds })])),
    ),
    deleteDefinitionAction: takes(first('definition')),
    saveScheduleAction: movers(
      at('schedule', (id, own) => [id, schedule(own.definition, [own.person])]),
      at('definition', (id, own) => [null, schedule(id, [own.person])]),
      many('person', (ids, own) => [null, schedule(own.definition, ids)]),
    ),
    turnScheduleAction: movers(first('schedule', false)),
    deleteScheduleAction: takes(first('schedule')),
    sendNowAction: movers(first('schedule')),
  },
  'app/(app)/settings/alarm-rules/actions.ts': {
    saveRuleAction: owners(
      at('rule', (id) => [seen(id), RULE.naming('deviceIds', [])]),
      ...(['deviceIds', 'accountIds', 'fenceIds', 'userIds', 'webhookIds'] as const).map((name) =>
        many(RULE.kindOf[name], (ids) => [null, RULE.naming(name, ids)]),
      ),
    ),
    enableRuleAction: owners(first('rule', false)),
    moveRuleAction: owners(first('rule', 1)),
    removeRuleAction: owners(first('rule')),
  },
  'app/(app)/settings/api/actions.ts': {
    makeTokenAction: bare({ name: 'Program', scopes: ['devices:read'], days: 30 }),
    revokeTokenAction: takes(first('token')),
  },
  'app/(app)/settings/branding/actions.ts': {
    saveBrandingAction: ownersWith({ name: 'Look', accent: '', domain: '', mailName: '', mailReplyTo: '' }),
    savePictureAction: ownersWith(pictureForm()),
    dropPictureAction: ownersWith('logo'),
    resetBrandingAction: ownersWith(),
  },
  'app/(app)/settings/commands/actions.ts': {
    approverAction: ownersWith(true),
    rightAction: owners(at('person', (userId) => [{ userId, right: 'raw_commands', isGiven: true }])),
    proveAction: bare('wrong password', ''),
    hubAction: owners(
      at('connection', (connectionId) => [
        { connectionId, address: 'https://hub.example', token: 'hub-token-1', isNew: false },
      ]),
    ),
    dropHubAction: owners(first('connection')),
  },
  'app/(app)/settings/connection/actions.ts': {
    makeHookAction: owners(first('connection')),
    endHookAction: owners(first('hook')),
    setSourcesAction: owners(first('connection', '10.0.0.1')),
  },
  'app/(app)/settings/connection/admin-actions.ts': {
    connectAction: ownersWith({
      place: 'other',
      baseUrl: 'http://127.0.0.1:1/route/rest',
      profile: 'pro',
      name: 'N',
      account: 'acct',
      appKey: 'key',
      appSecret: 'secret',
      password: 'password',
    }),
    changeCredentialsAction: owners(first('connection', secrets)),
    testConnectionAction: owners(first('connection')),
    renameConnectionAction: owners(first('connection', 'Renamed')),
    switchConnectionAction: owners(first('connection', false)),
    removeConnectionAction: owners(first('connection', 'typed')),
    startImportAction: owners(first('connection')),
  },
  'app/(app)/settings/gaps/actions.ts': { retryGapAction: owners(first('gap')) },
  'app/(app)/settings/notifications/actions.ts': {
    saveSettingAction: bare({ mail: true, quiet: null }),
    markReadAction: bare(),
    addBrowserAction: bare({
      endpoint: 'https://push.example/new',
      p256dh: 'A'.repeat(87),
      auth: 'A'.repeat(22),
      label: 'B',
    }),
    removeBrowserAction: takes(first('browser')),
    saveWebhookAction: owners(first('webhook', receiver)),
    enableWebhookAction: owners(first('webhook', false)),
    renewSecretAction: owners(first('webhook')),
    removeWebhookAction: owners(first('webhook')),
    sendAgainAction: owners(first('delivery')),
    sendTestAction: {
      takes: [
        at('browser', (id) => [{ way: 'push', id }]),
        { ...at('webhook', (id) => [{ way: 'webhook', id }]), by: 'owner' },
      ],
    },
  },
  'app/(app)/settings/people/actions.ts': {
    changePersonAction: managers(
      at('person', (id, own) => [id, change(own.account)]),
      at('account', (id, own) => [own.person, change(id)]),
    ),
    disablePersonAction: managers(first('person', true)),
    removePersonAction: managers(first('person')),
    resetLinkAction: managers(first('person')),
    removeFactorAction: managers(first('person')),
    signOutAction: managers(first('person')),
    inviteAction: managers(
      at('account', (accountId) => [
        {
          email: 'new@example.com',
          role: 'viewer',
          rights: ['export'],
          scope: { accountId, group: null },
          byMail: false,
        },
      ]),
    ),
    renewAction: managers(first('invitation', false)),
    revokeAction: managers(first('invitation')),
    proveAction: bare('wrong password', ''),
  },
  'app/(app)/settings/preferences/actions.ts': {
    savePreferencesAction: bare({}),
    saveLanguageAction: bare('en'),
  },
  'app/(app)/settings/rejects/actions.ts': {
    replayOneAction: owners(first('reject')),
    replayAllAction: ownersWith({}),
  },
  'app/(app)/settings/retention/actions.ts': {
    saveRetentionAction: ownersWith([{ kind: 'position', days: 30 }]),
  },
  'app/(app)/settings/security/actions.ts': {
    openEnrolmentAction: bare(),
    confirmEnrolmentAction: bare(proof),
    renewCodesAction: bare(proof),
    turnOffAction: bare(proof),
    changePasswordAction: bare({ current: 'wrong password', next: 'another long password' }),
    endSessionAction: takes(first('session')),
    endOthersAction: bare(),
    demandAction: ownersWith(['viewer']),
  },
  'app/(app)/settings/trips/actions.ts': {
    saveTripRulesAction: ownersWith({
      standSpeedKph: 2,
      ignitionOffSpeedKph: 8,
      standSec: 200,
      gapSec: 300,
      tripGapSec: 1_200,
      minTripM: 100,
      maxSpeedKph: 250,
    }),
  },
  'app/(app)/video/actions.ts': {
    watchLiveAction: movers(at('device', (deviceId) => [{ deviceId, channels: [1], viewerKey: DAY.key }])),
    watchRecordingAction: movers(
      at('device', (deviceId) => [
        {
          deviceId,
          channel: 1,
          viewerKey: DAY.key,
          recording: { beginAt: SPAN.from, endAt: SPAN.to, fileName: null },
        },
      ]),
    ),
    extendAction: movers(at('stream', (streamId) => [{ streamId }])),
    setLimitAction: ownersWith({ limitS: 120 }),
    askListsAction: movers(at('device', (deviceId) => [{ deviceId, channel: 1, ...SPAN, anew: false }])),
    livePageAction: movers(at('device', (deviceId) => [{ deviceId }])),
  },
  'app/(auth)/forgot/actions.ts': { forgotAction: open('by an address; the answer is the same for all') },
  'app/(auth)/invite/[token]/actions.ts': { acceptAction: open('by the token of an invitation') },
  'app/(auth)/login/actions.ts': { signInAction: open('by a password') },
  'app/(auth)/login/second-step/actions.ts': {
    codeAction: open('by the cookie of who is half way in'),
    enrolAction: open('by the cookie of who is half way in'),
    continueAction: open('by the cookie of who is half way in'),
  },
  'app/(auth)/reset/[token]/actions.ts': { resetAction: open('by the token of a mail') },
  'app/api/shares/actions.ts': {
    makeShareAction: movers(
      many('device', (ids) => [SHARE(ids)]),
      many('fence', (ids, own) => [SHARE([own.device], ids)]),
    ),
    copyShareAction: takes(first('link')),
    pauseShareAction: takes(first('link', true)),
    extendShareAction: takes(first('link', 60)),
    revokeShareAction: takes(first('link')),
    vendorShareAction: movers(quietly('the vendor does not know the vehicle', first('device'))),
  },
  'app/setup/actions.ts': { claimAction: open('by the code of the console, while there is no tenant') },
}

function pictureForm(): FormData {
  // A PNG of one pixel.
  const pixel = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  const form = new FormData()
  form.set('kind', 'logo')
  form.set('file', new File([Uint8Array.from(pixel)], 'logo.png', { type: 'image/png' }))
  return form
}

/** By "file#name". */
export const ACTIONS: Readonly<Record<string, Action>> = Object.fromEntries(
  Object.entries(OF_FILES).flatMap(([file, actions]) =>
    Object.entries(actions).map(([name, action]) => [`${file}#${name}`, action]),
  ),
)
