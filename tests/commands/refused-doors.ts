// How a cell of the table is tried: the one condition is broken, the order is given by its door, and what the vendor was told
// meanwhile is counted. The controls are counted by the same function, so that a cell which could not fail would show.

import type { CommandRequest } from '@/lib/domain/api/command'
import type { CommandOrder } from '@/lib/domain/command'
import { storeSecondApprover } from '@/lib/server/data/command-settings'
import { claimJob } from '@/lib/server/data/system/jobs'
import { db } from '@/lib/server/db'
import { approveCut, fireCommand, orderCommand } from '@/lib/server/services/commands'
import { COMMAND_BATCH, orderBulk, runBatch } from '@/lib/server/services/commands-bulk'
import type { Actor } from '@/lib/server/services/commands-facts'
import { type CommandSetting, STATUS, type Telling } from './command-world'
import { saidBy } from './refused-cases'
import {
  BULK,
  type BulkName,
  type CaseName,
  type Disguise,
  DOORS,
  type Door,
  type DoorName,
} from './refused-table'

export type Scene = { world: CommandSetting; owner: Actor; name: DoorName | BulkName }
type Trial = (scene: Scene) => Promise<string[]>

/** What was answered, how many orders the vendor got meanwhile, and whether the vehicle was made to stand. */
export async function counted({ world, name }: Scene, work: () => Promise<string[]>) {
  const before = await world.orders()
  const said = await work()
  return { said, calls: (await world.orders()) - before, isCut: await world.isCut(imeiOf(world, name)) }
}

/** Breaks one condition and orders the cut. Answers all that was said of it. */
export function tryCase(scene: Scene, name: CaseName): Promise<string[]> {
  return TRIALS[name](scene)
}

/** The cut with every condition met. */
export async function tryGood(scene: Scene): Promise<string[]> {
  await scene.world.tell({}, imeiOf(scene.world, scene.name))
  return ask(scene, scene.owner)
}

/** The cut with every condition met where a second person is demanded, who approves it. */
export const tryApproved: Trial = (scene) =>
  withApproval(scene, async (id) => {
    const second = await scene.world.person('distributor', ['approve_cuts'])
    return [...saidBy(await approveCut(second, id)), ...saidBy(await fireCommand(scene.owner, id))]
  })

/** What is harmless, in bulk, sent by the job as it is in the application. */
export async function tryHarmlessInBulk({ world, owner, name }: Scene): Promise<string[]> {
  const deviceId = world.deviceIds.get(imeiOf(world, name)) ?? ''
  await world.tell({}, imeiOf(world, name))
  const reply = await orderBulk(owner.viewer, { deviceIds: [deviceId], order: STATUS, confirmed: true })
  const job = await claimJob([COMMAND_BATCH], { owner: 'test', leaseMs: 60_000 })
  if (job !== null) await runBatch(job, new AbortController().signal)
  return [reply.ok ? 'done' : reply.problem]
}

/** Lets a vehicle go again that a control has made to stand. */
export async function release({ world, owner, name }: Scene): Promise<void> {
  const order: CommandOrder =
    name === 'scooter LOCK'
      ? { door: 'scooter', text: 'ENABLE#' }
      : { door: 'template', template: '{0}', params: ['RELAY,0#'] }
  await orderCommand(owner, requestOf({ world, name }, order))
}

const TRIALS: Record<CaseName, Trial> = {
  moving: told({ speedKph: 30 }),
  'moving on the fix before': told({ earlierSpeedKph: 30 }),
  'just above walking speed': told({ speedKph: 6 }),
  'stale fix': told({ ageS: 75 }),
  'cell fix': told({ source: 'cell' }),
  'Wi-Fi fix': told({ source: 'wifi' }),
  'one fix only': told({ hasEarlier: false }),
  offline: told({ online: false }),
  'future time': told({ ageS: -20 }),
  'NaN speed': told({ speedKph: Number.NaN }),
  'unknown speed': told({ speedKph: null }),
  'wrong plate': requested({ typedPlate: 'AA-12-BC' }),
  'no plate': requested({ typedPlate: undefined }),
  'no reason': requested({ reason: '  ' }),
  'not confirmed': requested({ confirmed: false }),
  'old re-authentication': by((world) => world.person('owner', [], { provenSecondsAgo: 301 })),
  'no re-authentication': by((world) => world.person('owner', [], { provenSecondsAgo: null })),
  're-authentication of another session': by(async (_, owner) => ({
    ...owner,
    sessionHash: 'another session',
  })),
  'no right to cut': by((world) => world.person('dispatcher', ['raw_commands'])),
  'a viewer': by((world) => world.person('viewer', ['cut_engine', 'raw_commands'])),
  'a disabled person': by(async (world) => {
    const gone = await world.person('owner')
    await db().user.update({ where: { id: gone.viewer.userId }, data: { disabledAt: new Date() } })
    return gone
  }),
  'nobody approved': (scene) => withApproval(scene, async (id) => saidBy(await fireCommand(scene.owner, id))),
  'approver is requester': (scene) =>
    withApproval(scene, async (id) => saidBy(await approveCut(scene.owner, id))),
  'approver without the right': approvedBy((world) => world.person('distributor', ['cut_engine'])),
  'approver with an old re-authentication': approvedBy((world) =>
    world.person('distributor', ['approve_cuts'], { provenSecondsAgo: 301 }),
  ),
  'speed changed between approval and sending': (scene) =>
    withApproval(scene, async (id) => {
      const { world, owner, name } = scene
      const second = await world.person('distributor', ['approve_cuts'])
      const approval = saidBy(await approveCut(second, id))
      if (approval[0] !== 'done') return approval
      await world.tell({ speedKph: 40 }, imeiOf(world, name))
      return saidBy(await fireCommand(owner, id))
    }),
  'hidden by spaces': disguised('spaces'),
  'hidden by case': disguised('case'),
  'hidden by full width': disguised('full width'),
  'hidden by nested placeholders': disguised('nested placeholders'),
}

function told(telling: Telling): Trial {
  return async (scene) => {
    await scene.world.tell(telling, imeiOf(scene.world, scene.name))
    return ask(scene, scene.owner)
  }
}

function requested(over: Partial<CommandRequest>): Trial {
  return async (scene) => {
    await scene.world.tell({}, imeiOf(scene.world, scene.name))
    return ask(scene, scene.owner, { over })
  }
}

function by(person: (world: CommandSetting, owner: Actor) => Promise<Actor>): Trial {
  return async (scene) => {
    await scene.world.tell({}, imeiOf(scene.world, scene.name))
    return ask(scene, await person(scene.world, scene.owner))
  }
}

/** A standing vehicle would be cut in most of these disguises, so it moves. */
function disguised(disguise: Disguise): Trial {
  return async (scene) => {
    await scene.world.tell({ speedKph: 50 }, imeiOf(scene.world, scene.name))
    return ask(scene, scene.owner, { written: (door) => door.hidden[disguise] })
  }
}

function approvedBy(person: (world: CommandSetting) => Promise<Actor>): Trial {
  return (scene) =>
    withApproval(scene, async (id) => {
      const approval = saidBy(await approveCut(await person(scene.world), id))
      // Nor does anything leave when the requester goes on as if it had been approved.
      const sending = saidBy(await fireCommand(scene.owner, id))
      return sending[0] === 'already_sent' ? approval : sending
    })
}

/** Orders a cut that may be made once somebody else has approved it, and goes on with it. In bulk there is none to go on with. */
async function withApproval(scene: Scene, goOn: (commandId: string) => Promise<string[]>): Promise<string[]> {
  const { world, owner, name } = scene
  await storeSecondApprover(owner.viewer, true)
  try {
    await world.tell({}, imeiOf(world, name))
    if (isBulk(name)) return await ask(scene, owner)
    const reply = await orderCommand(owner, requestOf(scene, DOORS[name].order))
    return reply.kind === 'awaiting_approval' ? await goOn(reply.command.id) : saidBy(reply)
  } finally {
    await storeSecondApprover(owner.viewer, false)
  }
}

/** Gives the order by the scene's door; in bulk all the orders of its node's doors, one after another. */
async function ask(
  scene: Scene,
  actor: Actor,
  {
    over = {},
    written = (door) => door.order,
  }: { over?: Partial<CommandRequest>; written?: (door: Door) => CommandOrder } = {},
): Promise<string[]> {
  const { world, name } = scene
  if (!isBulk(name)) return saidBy(await orderCommand(actor, requestOf(scene, written(DOORS[name]), over)))
  const deviceIds = [...world.deviceIds.values()]
  const { confirmed = true } = over
  const said = new Set<string>()
  for (const door of Object.values<Door>(DOORS).filter(({ profile }) => profile === BULK[name]))
    for (const holdHours of [undefined, 24] as const) {
      const reply = await orderBulk(actor.viewer, { deviceIds, order: written(door), confirmed, holdHours })
      said.add(reply.ok ? 'done' : reply.problem)
    }
  return [...said].toSorted()
}

function requestOf(
  { world, name }: Pick<Scene, 'world' | 'name'>,
  order: CommandOrder,
  over: Partial<CommandRequest> = {},
): CommandRequest {
  return world.request(order, { deviceId: world.deviceIds.get(imeiOf(world, name)) ?? '', ...over })
}

/** The second vehicle of a legacy world is the scooter. */
function imeiOf(world: CommandSetting, name: DoorName | BulkName): string {
  return world.imeis[name === 'scooter LOCK' ? 1 : 0] ?? ''
}

export function isBulk(name: DoorName | BulkName): name is BulkName {
  return name in BULK
}
