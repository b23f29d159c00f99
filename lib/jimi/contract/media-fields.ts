// Scalars of the media chapter: addresses, channels, cameras, and the ids that tie calls of one viewing together.

import { z } from 'zod'
import { choice, exactText, number, numberText, onlyIf, scalar } from '../wire/codecs'

/** Ways a player or a browser may fetch media. Anything else, such as `javascript:`, must not come near a link. */
const FETCHABLE = /^(https?|wss?|rtsps?|rtmps?):\/\//i
const SCHEME = /^[a-z][a-z\d+.-]*:/i
/** An address that starts with its host and port. */
const HOST_AND_PORT = /^[a-z\d-]+(\.[a-z\d-]+)+:\d{1,5}(\/|$)/i
const CONTROL_CHARACTER = /\p{Cc}/u

/**
 * Where media can be had: a full address, one without a scheme, or (profile ts) a bare key. Of full addresses only those
 * of streaming and web schemes pass.
 */
export const mediaAddress = onlyIf(
  exactText(4000),
  (address) =>
    // Browsers skip control characters when they look for a scheme.
    !CONTROL_CHARACTER.test(address) &&
    (FETCHABLE.test(address) || HOST_AND_PORT.test(address) || !SCHEME.test(address)),
  'not an address to fetch from',
)

/** The address of a stream. The vendor says "none" with the text `null`. */
export const streamAddress = onlyIf(mediaAddress, (address) => address.toLowerCase() !== 'null', 'no address')

const channelRange = { min: 0, max: 64, int: true }
/** A camera's channel. Where counting begins depends on the model: see lib/domain/camera-family.ts. */
export const channelText = numberText(channelRange)
export const channelNumber = number(channelRange)

/** Fifteen letters and digits, drawn anew for every viewing and the same in all its calls. */
export const viewingId = onlyIf(
  exactText(15),
  (id) => /^[A-Za-z\d]{15}$/.test(id),
  'not 15 letters or digits',
)
/** An id that no other request has had; the vendor's example is a UUID without hyphens. */
export const requestKey = onlyIf(
  exactText(64),
  (id) => /^[A-Za-z\d-]{8,64}$/.test(id),
  'not 8 to 64 letters, digits or hyphens',
)

/** The lens of a two-lens dashcam, as parameters number it. */
export const lensText = choice({ front: '1', inward: '2', both: '3' })
export const oneLensText = choice({ front: '1', inward: '2' })
/** The same in answers, which count from 0. */
export const lensNumber = choice({ front: 0, inward: 1 })

const mediaWords = { photo: 'photo', video: 'video' } as const
export const mediaKindText = choice({ photo: '1', video: '2' }, mediaWords)
export const mediaKindsText = choice({ photo: '1', video: '2', both: '3' }, mediaWords)
export const mediaKindNumber = choice({ photo: 1, video: 2 }, mediaWords)

const sizeRange = { min: 0, max: 1_000_000_000_000, int: true }
export const fileSizeBytes = number(sizeRange)
export const fileSizeBytesText = numberText(sizeRange)

/** A day, `yyyy-MM-dd`. */
export const dayText = onlyIf(exactText(10), (day) => z.iso.date().safeParse(day).success, 'not a day')

const fileName = z.string().regex(/^[^,\p{Cc}\p{Surrogate}]{1,200}$/u)
/** Names of recordings, comma separated; the vendor's own lists end with a comma. */
export const fileNames = scalar(z.array(fileName).min(1).max(1000), {
  decode: splitNames,
  encode: (names) => names.join(','),
  form: 'file names, comma separated',
})
/** The same as an answer has it: it may be empty. */
export const fileNameList = scalar(z.array(fileName).max(100_000), {
  decode: splitNames,
  encode: (names) => names.map((name) => `${name},`).join(''),
  form: 'file names, a comma after each',
})

function splitNames(value: unknown): string[] | undefined {
  if (typeof value !== 'string') return undefined
  return value
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
}
