// Runs of frames: a key frame, then changes. What containers put into files and streams.

import { encodeChanges, encodeKeyFrame, type ParameterSets, parameterSets } from './h264'
import { PICTURE_HEIGHT, PICTURE_WIDTH, type Picture, paintPicture, type Scene } from './picture'

export const FRAMES_PER_SECOND = 5
export const FRAME_MS = 1000 / FRAMES_PER_SECOND
const FRAMES_PER_KEY = 3 * FRAMES_PER_SECOND

/** One encoded frame, without start code or length before it. */
export type Frame = { data: Buffer; isKey: boolean }

export const FILM_PARAMETERS: ParameterSets = parameterSets(PICTURE_WIDTH, PICTURE_HEIGHT)

/** Films without end, a key frame every three seconds; `scene.atMs` is when the first frame is taken. */
export function* shootFilm(scene: Scene): Generator<Frame, never> {
  let before: Picture | null = null
  for (let number = 0; ; number += 1) {
    const picture = paintPicture({ ...scene, atMs: scene.atMs + number * FRAME_MS })
    const sinceKey = number % FRAMES_PER_KEY
    if (before === null || sinceKey === 0) yield { data: encodeKeyFrame(picture), isKey: true }
    else yield { data: encodeChanges(picture, before, sinceKey), isKey: false }
    before = picture
  }
}
