// How families of cameras differ where a caller must know: what their channels count from, and how recordings are named.

/**
 * `files`: recordings are files with names, channels count from 0. `spans`: recordings are spans of time on a channel,
 * channels count from 1 (the JT/T 808/1078 protocols).
 */
export type CameraFamily = 'files' | 'spans'

/** Model families by the start of the name behind an optional `JM-`, as the vendor's documents list them. */
const FAMILY_OF_MODEL: readonly (readonly [RegExp, CameraFamily])[] = [
  [/^JC(200|261|400)/, 'files'],
  [/^JC(371|181|182|450|451)/, 'spans'],
]

/** The family of a camera model; null for models the documents don't place. */
export function cameraFamilyOf(model: string): CameraFamily | null {
  const name = model.toUpperCase().replace(/^JM-?/, '')
  return FAMILY_OF_MODEL.find(([pattern]) => pattern.test(name))?.[1] ?? null
}

/** The number of a camera's first channel. */
export function firstChannelOf(family: CameraFamily): number {
  return family === 'files' ? 0 : 1
}
