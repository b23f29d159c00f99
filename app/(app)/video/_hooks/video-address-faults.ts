import { quotedPart } from '@/lib/domain/address-part'
import { isDayKey } from '@/lib/domain/time'
import { isChannel, isFile, isMonth, isUuid, LENS_FILTERS, MEDIA_FILTERS, VIDEO_TABS } from './video-address'

/** What an address asks for and the page does not show: `part` is quoted to the reader. */
export type VideoAddressFault = { kind: 'noVehicle' | 'future' | 'unknown'; part: string }

type Params = Pick<URLSearchParams, 'get'>

const among = (known: readonly string[]) => (text: string) => known.includes(text)

/** What each part may say. */
const PARTS = {
  device: isUuid,
  tab: among(VIDEO_TABS),
  month: isMonth,
  day: isDayKey,
  media: among(MEDIA_FILTERS),
  lens: among(LENS_FILTERS),
  channel: isChannel,
  file: isFile,
}

/** Everything of an address that the page takes otherwise than it is written. `today` is the reader's. */
export function videoAddressFaults(params: Params, today: string): VideoAddressFault[] {
  const wrong = Object.entries(PARTS).flatMap(([name, isRight]): VideoAddressFault[] => {
    const text = params.get(name) ?? ''
    if (text === '' || isRight(text)) return []
    return [{ kind: name === 'device' ? 'noVehicle' : 'unknown', part: quotedPart(name, text) }]
  })
  const day = params.get('day') ?? ''
  // Cameras have recorded nothing of a day to come; its gallery is empty and says so.
  const isToCome = params.get('tab') === 'recordings' && isDayKey(day) && day > today
  return isToCome ? [...wrong, { kind: 'future', part: quotedPart('day', day) }] : wrong
}
