import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { needsSecondApprover, readPowers } from '@/lib/server/data/command-settings'
import { db } from '@/lib/server/db'
import { forgetEnv } from '@/lib/server/env'
import { ForbiddenError, NotFoundError } from '@/lib/server/errors'
import { open } from '@/lib/server/secrets'
import { orderCommand } from '@/lib/server/services/commands'
import type { Actor } from '@/lib/server/services/commands-facts'
import { setSecondApprover } from '@/lib/server/services/commands-saved'
import { dropHub, readCommandSettings, setHub, setRight } from '@/lib/server/services/commands-settings'
import { showCutFacts } from '@/lib/server/services/commands-view'
import { describeOnEachDatabase } from '../db/each-database'
import { makeTenant, makeViewer } from '../db/fixtures'
import { CommandSetting } from './command-world'

describeOnEachDatabase('what owners set about commands', () => {
  let world: CommandSetting
  let owner: Actor
  let connectionId = ''

  beforeAll(async () => {
    world = await CommandSetting.open()
    owner = await world.person('owner')
    connectionId = world.customer.ref.id
  })
  afterAll(() => world.vendor.close())
  beforeEach(() => world.tell())

  const order = { door: 'hub', proNo: 128, content: 'VERSION#' } as const

  test('a hub is used with the token that was typed, which is sealed, kept when left empty, and never told', async () => {
    const { viewer } = owner
    await dropHub(viewer, connectionId)
    expect(await orderCommand(owner, world.request(order))).toMatchObject({ problem: 'no_hub' })
    const address = world.vendor.sandbox.hubUrl
    expect(await setHub(viewer, connectionId, { address: 'hub', token: 'x', isNew: true })).toEqual({
      field: 'address',
      problem: 'address',
    })
    expect(await setHub(viewer, connectionId, { address, token: '  ', isNew: true })).toEqual({
      field: 'token',
      problem: 'token',
    })
    const typed = { address, token: ' sandbox-hub-token ', isNew: true }
    expect(await setHub(viewer, connectionId, typed)).toBeNull()
    expect(await setHub(viewer, connectionId, { address, token: '', isNew: false })).toBeNull()
    // Nowhere else does it go on its own.
    for (const elsewhere of ['https://evil.example', 'http://127.0.0.1:1', 'https://localhost:9'])
      expect(await setHub(viewer, connectionId, { address: elsewhere, token: '', isNew: false })).toEqual({
        field: 'token',
        problem: 'token',
      })
    for (const wrong of [
      'http://hub.example',
      'https://10.0.0.8',
      'https://169.254.169.254',
      'https://[fd00::1]',
    ])
      expect(await setHub(viewer, connectionId, { address: wrong, token: 'x', isNew: false })).toEqual({
        field: 'address',
        problem: 'address',
      })
    process.env.MILEPOST_WEBHOOK_ALLOW = '10.0.0.0/24, hub.example:80'
    forgetEnv()
    for (const allowed of ['http://10.0.0.8:9080', 'http://hub.example', address])
      expect(await setHub(viewer, connectionId, { address: allowed, token: 'x', isNew: false })).toBeNull()
    delete process.env.MILEPOST_WEBHOOK_ALLOW
    forgetEnv()
    expect(await setHub(viewer, connectionId, typed)).toBeNull()
    const row = await db().commandHub.findFirstOrThrow()
    expect(row.tokenSealed).not.toContain('sandbox-hub-token')
    expect(open(viewer.tenantId, 'hub_token', row.tokenSealed)).toBe('sandbox-hub-token')
    expect(JSON.stringify(await readCommandSettings(viewer))).not.toContain(row.tokenSealed)
    expect(await orderCommand(owner, world.request(order))).toMatchObject({ command: { state: 'answered' } })
    expect((await world.trail()).filter((action) => action === 'command.hub')).toHaveLength(7)
  })

  test('a right holds at once, is gone at once, and leaves the others alone', async () => {
    const { viewer } = await world.person('dispatcher', ['approve_cuts'])
    await setRight(owner, viewer.userId, { right: 'cut_engine', isGiven: true })
    await setRight(owner, viewer.userId, { right: 'cut_engine', isGiven: true })
    expect(await readPowers(viewer)).toEqual({
      maySend: true,
      mayCut: true,
      mayApprove: true,
      mayWriteRaw: false,
    })
    const { people } = await readCommandSettings(owner.viewer)
    expect(people.find(({ userId }) => userId === viewer.userId)?.rights).toEqual([
      'cut_engine',
      'approve_cuts',
    ])
    await setRight(owner, viewer.userId, { right: 'cut_engine', isGiven: false })
    expect(await readPowers(viewer)).toMatchObject({ mayCut: false, mayApprove: true })
    expect((await world.trail()).at(-1)).toBe('command.rights')
  })

  test('who may cut or approve, and that nobody need to, is changed with a fresh proof of identity alone', async () => {
    const { viewer } = await world.person('dispatcher', ['approve_cuts'])
    const old = await world.person('owner', [], { provenSecondsAgo: 301 })
    const elsewhere = { ...owner, sessionHash: 'another session' }
    for (const actor of [old, elsewhere]) {
      expect(await setSecondApprover(actor, true)).toBe(true)
      expect(await setSecondApprover(actor, false)).toBe(false)
      expect(await needsSecondApprover(viewer)).toBe(true)
      for (const right of ['cut_engine', 'approve_cuts'] as const)
        expect(await setRight(actor, viewer.userId, { right, isGiven: right === 'cut_engine' })).toBe(false)
    }
    expect(await readPowers(viewer)).toMatchObject({ mayCut: false, mayApprove: true })
    expect(await setSecondApprover(owner, false)).toBe(true)
    expect(await needsSecondApprover(viewer)).toBe(false)
  })

  test('what is known toward a cut is told to who may cut or approve, and asked for once for all who look', async () => {
    for (const role of ['viewer', 'dispatcher'] as const)
      await expect(
        showCutFacts(await world.person(role, ['raw_commands']), world.deviceId),
      ).rejects.toBeInstanceOf(ForbiddenError)
    const asked = async () => (await world.calls())['jimi.device.location.get'] ?? 0
    const before = await asked()
    const approver = await world.person('dispatcher', ['approve_cuts'])
    const looks = [owner, approver, owner].map((actor) => showCutFacts(actor, world.deviceId))
    for (const facts of await Promise.all(looks)) expect(facts).toMatchObject({ isOnline: true })
    expect(await asked()).toBe(before + 1)
  })

  test('a right of the role that was taken from a person is gone, and with sending goes cutting', async () => {
    const sender = await world.person('dispatcher', ['cut_engine', 'approve_cuts'])
    const { userId: id } = sender.viewer
    expect(await readPowers(sender.viewer)).toMatchObject({ maySend: true, mayCut: true })
    await db().user.update({ where: { id }, data: { deniedRights: ['send_commands'] } })
    expect(await readPowers(sender.viewer)).toEqual({
      ...{ maySend: false, mayCut: false, mayApprove: true, mayWriteRaw: false },
    })
  })

  test('only owners change anything, and only in their own tenant', async () => {
    const person = await world.person('distributor', ['cut_engine', 'approve_cuts', 'raw_commands'])
    const { viewer } = person
    const change = { right: 'raw_commands', isGiven: true } as const
    const hub = { address: 'https://hub.example', token: 'x', isNew: true }
    await expect(readCommandSettings(viewer)).rejects.toBeInstanceOf(ForbiddenError)
    await expect(setRight(person, viewer.userId, change)).rejects.toBeInstanceOf(ForbiddenError)
    await expect(setHub(viewer, connectionId, hub)).rejects.toBeInstanceOf(ForbiddenError)
    await expect(dropHub(viewer, connectionId)).rejects.toBeInstanceOf(ForbiddenError)
    await expect(setSecondApprover(person, false)).rejects.toBeInstanceOf(ForbiddenError)
    const { tenantId } = await makeTenant()
    const foreign = makeViewer(tenantId, '/')
    await expect(setRight({ ...owner, viewer: foreign }, viewer.userId, change)).rejects.toEqual(
      new NotFoundError(),
    )
    await expect(setHub(foreign, connectionId, hub)).rejects.toEqual(new NotFoundError())
    await expect(dropHub(foreign, connectionId)).rejects.toEqual(new NotFoundError())
    await expect(dropHub(foreign, 'nothing')).rejects.toEqual(new NotFoundError())
  })
})
