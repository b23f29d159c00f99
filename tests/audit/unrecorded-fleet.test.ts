// What is done to fences, commands, connections, reports and settings is on record or not done.

import { randomUUID } from 'node:crypto'
import { beforeAll, test } from 'vitest'
import type { FenceDraft } from '@/lib/domain/api/fences'
import type { ReportScheduleDraft } from '@/lib/domain/api/report-book'
import { DEFAULT_REPORT_PARAMS, reportRequestSchema } from '@/lib/domain/api/reports'
import { LIVE_LIMITS_S } from '@/lib/domain/video'
import { deletePicture, storePicture } from '@/lib/server/data/branding'
import { listSavedCommands, storeReauthentication } from '@/lib/server/data/command-settings'
import { insertCommand, type NewCommand } from '@/lib/server/data/commands'
import { insertDeviceJob } from '@/lib/server/data/device-jobs'
import { addReceiver, changeReceiver, removeReceiver } from '@/lib/server/data/notify-settings'
import { approveCut, cancelCommand } from '@/lib/server/services/commands'
import { stopBatch } from '@/lib/server/services/commands-bulk'
import { dropSaved, keepCommand, setSecondApprover } from '@/lib/server/services/commands-saved'
import { dropHub, setHub, setRight } from '@/lib/server/services/commands-settings'
import { removeConnection, renameConnection, switchConnection } from '@/lib/server/services/connection-admin'
import { stopDeviceJob } from '@/lib/server/services/device-jobs'
import { createFence, removeFence, updateFence } from '@/lib/server/services/fences'
import {
  removeReportSchedule,
  saveReportDefinition,
  saveReportSchedule,
  sendReportNow,
  turnReportSchedule,
} from '@/lib/server/services/report-book'
import { setLiveLimit } from '@/lib/server/services/video-live'
import { describeOnEachDatabase } from '../db/each-database'
import { makeConnection, makeFleet, makePerson } from '../db/fixtures'
import { type Deed, expectNothingUnrecorded } from './unrecorded'

const order = { door: 'hub', proNo: 128, content: 'VERSION#' } as const
const fence: FenceDraft = {
  name: 'Yard',
  shape: { kind: 'circle', center: { lat: 41.1, lng: -8.6 }, radiusM: 200 },
  ...{ color: '#3b7aff', tags: [], description: '', enabled: true, deviceIds: null },
  rules: { enter: true, exit: true, dwellMin: null },
}
const picture = {
  bytes: Uint8Array.of(1, 2, 3),
  facts: { contentType: 'image/png', width: 1, height: 1 },
} as const

async function makeWorld() {
  const { tenantId, connectionId, deviceIds } = await makeFleet(1)
  const viewer = await makePerson({ tenantId, role: 'owner' })
  const actor = { viewer, sessionHash: 'a session' }
  await storeReauthentication(viewer, actor.sessionHash, new Date())
  return { tenantId, connectionId, deviceId: deviceIds[0] ?? '', viewer, actor }
}

type World = Awaited<ReturnType<typeof makeWorld>>
type Change = Omit<Deed, 'tenantId'>

function written(world: World, over: Partial<NewCommand>, by = world.viewer): Promise<string> {
  return insertCommand(by, {
    ...{ deviceId: world.deviceId, batchId: null, order, text: 'VERSION#', kind: 'other', reason: null },
    ...{ state: 'ready', typedPlate: null, at: new Date(), ...over },
  })
}

async function scheduleOf({ viewer }: World, id: string | null = null) {
  const request = reportRequestSchema.parse({
    ...{ kind: 'mileage', params: DEFAULT_REPORT_PARAMS.mileage, vehicles: { choose: 'all' } },
    range: { by: 'relative', span: 'yesterday' },
    ...{ zone: 'UTC', compare: false, fill: false },
  })
  const definitionId = await saveReportDefinition(viewer, null, { name: 'Daily', shared: false, request })
  const draft: ReportScheduleDraft = {
    ...{ definitionId, rhythm: { every: 'day' }, time: '06:30', zone: 'UTC', range: 'yesterday' },
    ...{ format: 'csv', recipients: [{ to: 'mail', address: 'ann@example.com' }], enabled: true },
  }
  return { save: () => saveReportSchedule(viewer, id, { draft }) }
}

const newSchedule = async (world: World) => (await scheduleOf(world)).save()
const newReceiver = ({ viewer }: World) =>
  addReceiver(viewer, { name: 'Hook', url: 'https://hook.example', enabled: true }, 'secret')

const DEEDS: Record<string, (world: World) => Promise<Change>> = {
  'fence.create': async ({ viewer, deviceId }) => ({
    tables: ['fence', 'fence_device'],
    act: () => createFence(viewer, { ...fence, deviceIds: [deviceId] }),
  }),
  'fence.change': async ({ viewer, deviceId }) => {
    const id = await createFence(viewer, fence)
    const changed = { ...fence, name: 'Gate', deviceIds: [deviceId] }
    return { tables: ['fence', 'fence_device'], act: () => updateFence(viewer, id, changed) }
  },
  'fence.remove': async ({ viewer }) => {
    const id = await createFence(viewer, fence)
    return { tables: ['fence'], act: () => removeFence(viewer, id) }
  },
  'command.keep': async ({ viewer }) => ({
    tables: ['saved_command'],
    act: () => keepCommand(viewer, 'Version', order),
  }),
  'command.drop': async ({ viewer }) => {
    await keepCommand(viewer, 'Old', order)
    const id = (await listSavedCommands(viewer)).find(({ name }) => name === 'Old')?.id ?? ''
    return { tables: ['saved_command'], act: () => dropSaved(viewer, id) }
  },
  'command.setting': async ({ actor }) => ({
    tables: ['command_setting'],
    act: () => setSecondApprover(actor, true),
  }),
  'command.hub': async ({ viewer, connectionId }) => ({
    tables: ['command_hub'],
    act: () => setHub(viewer, connectionId, { address: 'http://127.0.0.1:1', token: 'x', isNew: true }),
  }),
  'command.hub (forgotten)': async ({ viewer, connectionId }) => {
    await setHub(viewer, connectionId, { address: 'http://127.0.0.1:1', token: 'x', isNew: true })
    return { tables: ['command_hub'], act: () => dropHub(viewer, connectionId) }
  },
  'command.rights': async ({ actor, tenantId }) => {
    const { userId } = await makePerson({ tenantId, role: 'dispatcher' })
    const change = { right: 'cut_engine', isGiven: true } as const
    return { tables: ['app_user'], act: () => setRight(actor, userId, change) }
  },
  'command.stop': async (world) => {
    const batchId = randomUUID()
    await written(world, { batchId })
    return { tables: ['command'], act: () => stopBatch(world.viewer, batchId) }
  },
  'command.cancel': async (world) => {
    const id = await written(world, {})
    return { tables: ['command'], act: () => cancelCommand(world.viewer, id) }
  },
  'command.approve': async (world) => {
    const { tenantId } = world
    const other = await makePerson({ tenantId, role: 'dispatcher' })
    const id = await written(world, { state: 'awaiting_approval', kind: 'cut' }, other)
    const approver = await makePerson({ tenantId, role: 'owner' }, { rights: ['approve_cuts'] })
    const actor = { viewer: approver, sessionHash: 'another' }
    await storeReauthentication(approver, actor.sessionHash, new Date())
    return { tables: ['command'], act: () => approveCut(actor, id) }
  },
  'device_job.stop': async ({ viewer }) => {
    const id = await insertDeviceJob(viewer, { kind: 'import', about: {}, items: [] })
    return { tables: ['device_job'], act: () => stopDeviceJob(viewer, id) }
  },
  'connection.rename': async ({ viewer, connectionId }) => ({
    tables: ['jimi_connection'],
    act: () => renameConnection(viewer, connectionId, 'Renamed'),
  }),
  'connection.disable': async ({ viewer, connectionId }) => ({
    tables: ['jimi_connection'],
    act: () => switchConnection(viewer, connectionId, false),
  }),
  'connection.remove': async ({ viewer, tenantId }) => {
    const id = await makeConnection(tenantId)
    return { tables: ['jimi_connection'], act: () => removeConnection(viewer, id, 'Vendor') }
  },
  'report_schedule.create': async (world) => {
    const { save } = await scheduleOf(world)
    return { tables: ['report_schedule', 'report_recipient'], act: save }
  },
  'report_schedule.change': async (world) => {
    const { save } = await scheduleOf(world, await newSchedule(world))
    return { tables: ['report_schedule', 'report_recipient'], act: save }
  },
  'report_schedule.change (paused)': async (world) => {
    const id = await newSchedule(world)
    const act = () => turnReportSchedule(world.viewer, id, { enabled: false })
    return { tables: ['report_schedule', 'report_recipient'], act }
  },
  'report_schedule.remove': async (world) => {
    const id = await newSchedule(world)
    return { tables: ['report_schedule'], act: () => removeReportSchedule(world.viewer, id) }
  },
  'report_schedule.send': async (world) => {
    const id = await newSchedule(world)
    return { tables: ['report_run'], act: () => sendReportNow(world.viewer, id) }
  },
  'webhook.create': async (world) => ({ tables: ['webhook_endpoint'], act: () => newReceiver(world) }),
  'webhook.change': async (world) => {
    const id = await newReceiver(world)
    return { tables: ['webhook_endpoint'], act: () => changeReceiver(world.viewer, id, { enabled: false }) }
  },
  'webhook.new_secret': async (world) => {
    const id = await newReceiver(world)
    return { tables: ['webhook_endpoint'], act: () => changeReceiver(world.viewer, id, { secret: 'other' }) }
  },
  'webhook.remove': async (world) => {
    const id = await newReceiver(world)
    return { tables: ['webhook_endpoint'], act: () => removeReceiver(world.viewer, id) }
  },
  'branding.picture': async ({ viewer }) => ({
    tables: ['tenant_picture'],
    act: () => storePicture(viewer, 'logo', picture),
  }),
  'branding.picture (forgotten)': async ({ viewer }) => {
    await storePicture(viewer, 'logo', picture)
    return { tables: ['tenant_picture'], act: () => deletePicture(viewer, 'logo') }
  },
  'video.limit': async ({ viewer }) => ({
    tables: ['video_setting'],
    act: () => setLiveLimit(viewer, LIVE_LIMITS_S[0]),
  }),
}

describeOnEachDatabase('the fleet on record', () => {
  let world: World
  beforeAll(async () => {
    world = await makeWorld()
  })

  test.each(Object.keys(DEEDS))('%s is not done where it cannot be put on record', async (name) => {
    const change = await DEEDS[name]?.(world)
    if (change === undefined) throw new Error(name)
    await expectNothingUnrecorded(name.split(' ')[0] ?? name, { tenantId: world.tenantId, ...change })
  })
})
