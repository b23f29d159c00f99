// Hostile names that people type: each is stored as text or refused in words, on both databases, and never costs anybody a
// failure without words. And the share page, which strangers open.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { newRuleDefinition, ruleDraftSchema } from '@/lib/domain/alarm-rules'
import { deviceViewDraftSchema, groupNameSchema } from '@/lib/domain/api/device-table'
import { fenceDraftSchema, fenceFilterSchema } from '@/lib/domain/api/fences'
import { personChangeSchema } from '@/lib/domain/api/people'
import { reportDefinitionDraftSchema } from '@/lib/domain/api/report-book'
import { shareDraftSchema } from '@/lib/domain/api/share'
import { ALL_DEVICES, USUAL_COLUMNS, USUAL_SORT } from '@/lib/domain/device-table'
import { verifyAuditChain } from '@/lib/server/audit'
import { db } from '@/lib/server/db'
import { stopLive } from '@/lib/server/live/live'
import { EditRefusedError, editDevice } from '@/lib/server/services/device-edit'
import { createDeviceGroup, listDeviceGroups } from '@/lib/server/services/device-groups'
import { deviceViews, saveDeviceView } from '@/lib/server/services/device-views'
import { createFence, listFences } from '@/lib/server/services/fences'
import { listRules, saveRule } from '@/lib/server/services/notify-rules'
import { changePerson } from '@/lib/server/services/people'
import { listManaged } from '@/lib/server/services/people-pages'
import { reportBook, saveReportDefinition } from '@/lib/server/services/report-book'
import { createShare, listShareLinks } from '@/lib/server/services/shares'
import { describeOnEachDatabase } from '../db/each-database'
import { makePerson } from '../db/fixtures'
import { HOSTILE_NAMES, storedText } from '../fixtures/hostile-names'
import { askNow, closeShares, draft, openPage, openStream } from '../share/share-world'
import { type HostileWorld, makeHostileWorld, oneLine, skeletonOf, textOf } from './hostile-world'

/** As people type them: as long as the form takes, and some shorter than that. */
const typed = (most: number) => HOSTILE_NAMES.map(({ name }) => name.slice(0, most).trim())
/** What is stored of what was typed. */
const kept = (most: number) => typed(most).map((name) => storedText(name).trim())

describeOnEachDatabase('hostile names that people type', () => {
  let world: HostileWorld

  beforeAll(async () => {
    world = await makeHostileWorld()
  })
  afterAll(async () => {
    closeShares()
    await stopLive()
    expect(await verifyAuditChain(world.owner.tenantId)).toMatchObject({ intact: true })
    await world.close()
  })

  test('names, notes and tags of fences', async () => {
    for (const name of typed(100)) {
      const fence = fenceDraftSchema.parse({
        ...{ name, description: name, tags: [name.slice(0, 40).trim()], color: '#1d5fd1', enabled: true },
        shape: { kind: 'circle', center: { lat: 41.15, lng: -8.61 }, radiusM: 200 },
        ...{ rules: { enter: false, exit: false, dwellMin: null }, deviceIds: null },
      })
      await createFence(world.owner, fence)
    }
    const { fences } = await listFences(world.owner)
    expect(fences.map(({ name }) => name).toSorted()).toEqual(kept(100).toSorted())
    for (const q of typed(100))
      await expect(listFences(world.owner, fenceFilterSchema.parse({ q }))).resolves.toBeDefined()
  })

  test('names of alarm rules', async () => {
    for (const name of typed(100)) {
      const rule = ruleDraftSchema.parse({ name, enabled: true, definition: newRuleDefinition('UTC') })
      expect(await saveRule(world.owner, null, rule)).toHaveProperty('id')
    }
    const { rules } = await listRules(world.owner)
    expect(rules.map(({ name }) => name).toSorted()).toEqual(kept(100).toSorted())
  })

  test('names of saved reports and of views of the table', async () => {
    for (const name of typed(100)) {
      const request = {
        ...{ kind: 'device_status', params: { silentHours: null, expiringDays: null } },
        ...{ vehicles: { choose: 'all' }, range: { by: 'days', from: '2026-03-02', to: '2026-03-03' } },
        ...{ zone: 'UTC', compare: false, fill: false },
      }
      await saveReportDefinition(
        world.owner,
        null,
        reportDefinitionDraftSchema.parse({ name, shared: true, request }),
      )
    }
    const { definitions } = await reportBook(world.owner)
    expect(definitions.map(({ name }) => name).toSorted()).toEqual(kept(100).toSorted())
    for (const name of typed(40)) {
      const spec = { filter: { ...ALL_DEVICES, q: name }, sort: USUAL_SORT, columns: USUAL_COLUMNS }
      await saveDeviceView(world.owner, null, deviceViewDraftSchema.parse({ name, isDefault: false, spec }))
    }
    const { views } = await deviceViews(world.owner)
    expect(views.map(({ name }) => name).toSorted()).toEqual(kept(40).toSorted())
  })

  test('names of people', async () => {
    const { tenantId } = world.owner
    const { userId } = await makePerson({ tenantId, role: 'viewer' })
    const actor = { viewer: world.owner, sessionHash: 'none' }
    for (const [at, name] of typed(100).entries()) {
      const change = personChangeSchema.parse({ name, role: 'viewer', rights: [], scope: 'keep' })
      expect(await changePerson(actor, userId, change)).toBeNull()
      expect((await listManaged(world.owner)).people.find(({ id }) => id === userId)?.name).toBe(
        kept(100)[at],
      )
    }
  })

  test('names of vehicles and of groups at the vendor are kept or refused at their field', async () => {
    const [vehicle] = world.vehicles
    const account = await db().account.findFirstOrThrow({ where: { tenantId: world.owner.tenantId } })
    for (const [at, name] of typed(50).entries()) {
      const edited = await editDevice(world.owner, vehicle?.id ?? '', { edit: { name } }).catch(
        (error: unknown) => error,
      )
      if (edited instanceof EditRefusedError) expect(edited.problems).toHaveProperty('name')
      else expect(edited).toMatchObject({ name: storedText(name) })
      // Five calls a second are allowed, and each group takes three.
      if (at % 3 !== 0) continue
      const group = groupNameSchema.parse(`${name.slice(0, 40)} 2`)
      await createDeviceGroup(world.owner, account.id, group)
      const { groups } = await listDeviceGroups(world.owner, account.id)
      expect(groups.map((each) => each.name)).toContain(group)
    }
  })

  test('a share page shows each name, alias, plate, driver and destination as text, and no markup comes of them', async () => {
    const share = async (name: string, deviceId: string, alias: string) => {
      const { tenantId } = world.owner
      const dispatcher = await makePerson({ tenantId, role: 'dispatcher' })
      const wish = draft(deviceId, {
        ...{ name: name.slice(0, 80).trim(), vehicles: [{ deviceId, alias }] },
        fields: ['name', 'plate', 'driver', 'eta'],
        destination: { lat: 41.2, lng: -8.6, label: name.slice(0, 80).trim() },
      })
      const { token, id } = await createShare(dispatcher, shareDraftSchema.parse(wish))
      const { links } = await listShareLinks(dispatcher)
      expect(links.find((link) => link.id === id)?.name).toBe(storedText(name.slice(0, 80).trim()).trim())
      return token
    }
    const plainHtml = (await openPage(await share('Van', world.vehicles[0]?.id ?? '', 'Van'))).html
    const shape = (html: string) => skeletonOf(html).map((tag) => tag.replace(/ style=\S*/, ''))
    for (const [at, { id, name }] of world.vehicles.entries()) {
      const { html, status, headers } = await openPage(await share(name, id, ''))
      expect(status).toBe(200)
      expect(headers.get('content-security-policy')).toMatch(/script-src [^;]*'nonce-/)
      expect(shape(html).length).toBeGreaterThanOrEqual(shape(plainHtml).length - 2)
      expect(skeletonOf(html).map(tagOf).toSorted()).toEqual(skeletonOf(plainHtml).map(tagOf).toSorted())
      expect(textOf(html)).toContain(oneLine(name))
      const alias = (typed(60)[at] ?? '').trim()
      const token = await share(name, id, alias)
      const aliased = await openPage(token)
      expect(skeletonOf(aliased.html).map(tagOf).toSorted()).toEqual(
        skeletonOf(plainHtml).map(tagOf).toSorted(),
      )
      expect(textOf(aliased.html)).toContain(oneLine(storedText(alias)))
      expect((await askNow(token)).status).toBe(200)
      const stream = await openStream(token)
      await stream.until('event: snapshot')
      stream.leave()
      // No line of the stream is any but its own kinds.
      expect(
        stream
          .text()
          .split('\n')
          .filter((line) => !/^(?:event|data|id|retry|)(?::|$)/.test(line)),
      ).toEqual([])
    }
  })
})

const tagOf = (tag: string) => tag.split(' ')[0] ?? ''
