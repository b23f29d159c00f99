// The test picture a simulated camera sees: sky, road, moving stripes, and who filmed when, in a small pixel font.
// In planes of luma and chroma, as video has them; writing files of it is for the neighbours.

/** 4:2:0: chroma planes have half the width and height. All samples within 16..240. */
export type Picture = { width: number; height: number; y: Uint8Array; u: Uint8Array; v: Uint8Array }

/** What is filmed. `camera` 1 looks out, others in; `atMs` is printed as UTC. */
export type Scene = { imei: string; camera: number; atMs: number }

export const PICTURE_WIDTH = 320
export const PICTURE_HEIGHT = 192

type Colour = readonly [y: number, u: number, v: number]

const OUTSIDE = { sky: [170, 150, 110], ground: [70, 128, 128] } as const
const INSIDE = { sky: [95, 120, 140], ground: [50, 128, 132] } as const
const LINE: Colour = [220, 128, 128]
const TEXT: Colour = [235, 128, 128]
const BAND: Colour = [16, 128, 128]

/** Paints a scene. The road markings move with time, so that a running picture is seen to run. */
export function paintPicture({ imei, camera, atMs }: Scene): Picture {
  const picture = blank(PICTURE_WIDTH, PICTURE_HEIGHT)
  const { sky, ground } = camera === 1 ? OUTSIDE : INSIDE
  fill(picture, { x: 0, y: 0, width: PICTURE_WIDTH, height: 96 }, sky)
  fill(picture, { x: 0, y: 96, width: PICTURE_WIDTH, height: 96 }, ground)
  const offset = Math.floor((atMs % 2000) / 62.5)
  for (let row = 0; row < 3; row += 1) {
    fill(picture, { x: 152, y: 96 + ((row * 32 + offset) % 96), width: 16, height: 12 }, LINE)
  }
  const time = new Date(atMs).toISOString()
  print(picture, imei, 16)
  print(picture, `${time.slice(0, 10)} ${time.slice(11, 19)}`, 40)
  print(picture, `CH ${camera}`, 64)
  return picture
}

function blank(width: number, height: number): Picture {
  const chroma = (width / 2) * (height / 2)
  return {
    width,
    height,
    y: new Uint8Array(width * height),
    u: new Uint8Array(chroma),
    v: new Uint8Array(chroma),
  }
}

type Box = { x: number; y: number; width: number; height: number }

function fill(picture: Picture, box: Box, [luma, blue, red]: Colour): void {
  const right = Math.min(box.x + box.width, picture.width)
  const bottom = Math.min(box.y + box.height, picture.height)
  for (let y = box.y; y < bottom; y += 1) {
    picture.y.fill(luma, y * picture.width + box.x, y * picture.width + right)
    if (y % 2 !== 0) continue
    const chromaRow = (y / 2) * (picture.width / 2)
    picture.u.fill(blue, chromaRow + box.x / 2, chromaRow + right / 2)
    picture.v.fill(red, chromaRow + box.x / 2, chromaRow + right / 2)
  }
}

const PIXEL = 2
const ADVANCE = 4 * PIXEL

function print(picture: Picture, text: string, top: number): void {
  fill(picture, { x: 8, y: top - 4, width: text.length * ADVANCE + 8, height: 5 * PIXEL + 8 }, BAND)
  for (const [index, character] of [...text].entries()) {
    const glyph = GLYPHS[character]
    if (glyph === undefined) continue
    for (let bit = 0; bit < 15; bit += 1) {
      if ((glyph & (1 << (14 - bit))) === 0) continue
      const x = 12 + index * ADVANCE + (bit % 3) * PIXEL
      fill(picture, { x, y: top + Math.floor(bit / 3) * PIXEL, width: PIXEL, height: PIXEL }, TEXT)
    }
  }
}

/** Three by five pixels, the first bit top left. */
const GLYPHS: Record<string, number> = {
  '0': 0b111101101101111,
  '1': 0b010110010010111,
  '2': 0b111001111100111,
  '3': 0b111001111001111,
  '4': 0b101101111001001,
  '5': 0b111100111001111,
  '6': 0b111100111101111,
  '7': 0b111001001001001,
  '8': 0b111101111101111,
  '9': 0b111101111001111,
  '-': 0b000000111000000,
  ':': 0b000010000010000,
  C: 0b111100100100111,
  H: 0b101101111101101,
}
