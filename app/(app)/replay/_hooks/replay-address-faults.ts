import { TRACK_COLOURINGS } from '@/components/map/replay/track-colours'
import { quotedPart } from '@/lib/domain/address-part'
import { MAX_TRACK_VEHICLES } from '@/lib/domain/track/limits'
import { namedIn, rangeOf, timeOf, UUID } from './replay-address'

/** What an address asks for and the replay does not show: `part` is quoted to the reader, `count` of vehicles named. */
export type ReplayAddressFault =
  | { kind: 'half' | 'backwards' | 'tooLong' | 'outside' }
  | { kind: 'noVehicle' | 'noneLeft' | 'noTime' | 'unknown'; part: string }
  | { kind: 'tooMany'; count: number }

type Params = Pick<URLSearchParams, 'get'>

/** Everything of an address that `parseReplay` takes otherwise than it is written, in the order in which it is said. */
export function replayAddressFaults(params: Params): ReplayAddressFault[] {
  return [...vehicleFaults(params), ...rangeFaults(params), ...viewFaults(params)]
}

function vehicleFaults(params: Params): ReplayAddressFault[] {
  const named = namedIn(params)
  const right = named.filter((id) => UUID.test(id))
  const wrong = named.filter((id) => !UUID.test(id))
  const kind = right.length > 0 ? 'noVehicle' : 'noneLeft'
  return [
    ...(wrong.length > 0 ? [{ kind, part: quotedPart('v', wrong.join(',')) } as const] : []),
    ...(right.length > MAX_TRACK_VEHICLES ? [{ kind: 'tooMany', count: right.length } as const] : []),
  ]
}

function rangeFaults(params: Params): ReplayAddressFault[] {
  const [from, to] = [params.get('from') ?? '', params.get('to') ?? '']
  if ((from === '' && to === '') || rangeOf(params) !== null) return []
  const named = [
    ['from', from],
    ['to', to],
  ] as const
  const bad = named.filter(([, text]) => text !== '' && timeOf(text) === null)
  if (bad.length > 0) return bad.map(([name, text]) => ({ kind: 'noTime', part: quotedPart(name, text) }))
  const [fromMs, toMs] = [timeOf(from), timeOf(to)]
  if (fromMs === null || toMs === null) return [{ kind: 'half' }]
  return [{ kind: toMs <= fromMs ? 'backwards' : 'tooLong' }]
}

/** What is wrong with a moment is said only where the times are those of the address. */
function viewFaults(params: Params): ReplayAddressFault[] {
  const unknown = (name: string, isRight: (text: string) => boolean): ReplayAddressFault[] => {
    const text = params.get(name) ?? ''
    return text === '' || isRight(text) ? [] : [{ kind: 'unknown', part: quotedPart(name, text) }]
  }
  const range = rangeOf(params)
  const atMs = timeOf(params.get('at'))
  const isOutside = range !== null && atMs !== null && (atMs < range.fromMs || atMs > range.toMs)
  return [
    ...(isOutside ? [{ kind: 'outside' } as const] : unknown('at', (text) => timeOf(text) !== null)),
    ...unknown('focus', (id) => namedIn(params).includes(id)),
    ...unknown('colour', (text) => TRACK_COLOURINGS.some((one) => one === text)),
    ...unknown('bad', (text) => text === '0' || text === '1'),
  ]
}
