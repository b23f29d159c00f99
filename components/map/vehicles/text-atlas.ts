// Text drawn once by the browser's own type setter (Arabic, Chinese, emoji included) and kept in one texture.

import { cssColor, type Palette } from './palette'
import { createShelves } from './shelves'

/** `name` floats on the map, `tag` sits on a plate, `count` stands in a bubble. */
export type TextStyle = 'name' | 'tag' | 'count'

/** A piece of the texture: its size in CSS pixels, its corners from 0 to 1. */
export type Cut = {
  widthPx: number
  heightPx: number
  left: number
  top: number
  right: number
  bottom: number
}

export type TextAtlas = {
  readonly texture: WebGLTexture
  /** Grows when earlier cuts became worthless (texture full, theme or pixel ratio changed): place again. */
  readonly generation: number
  /** The cut of a text, drawn now if need be; null for an empty one. */
  place(style: TextStyle, text: string): Cut | null
  restyle(palette: Palette, pixelRatio: number): void
  dispose(): void
}

const WIDTH_PX = 1_024
const HEIGHT_PX = 768
const MAX_TEXT_PX = 168
const FAMILY = '"Inter Variable", Inter, system-ui, sans-serif'
const STYLES = {
  name: { font: `560 12px ${FAMILY}`, heightPx: 18, padPx: 4 },
  tag: { font: `600 12px ${FAMILY}`, heightPx: 22, padPx: 8 },
  count: { font: `650 12px ${FAMILY}`, heightPx: 16, padPx: 2 },
} as const

export function createTextAtlas(gl: WebGL2RenderingContext, first: Palette): TextAtlas {
  const texture = gl.createTexture()
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d')
  let palette = first
  let pixelRatio = 1
  let generation = 0
  let cuts = new Map<string, Cut>()
  let shelves = createShelves(WIDTH_PX, HEIGHT_PX)

  function clear() {
    generation += 1
    cuts = new Map()
    shelves = createShelves(Math.round(WIDTH_PX * pixelRatio), Math.round(HEIGHT_PX * pixelRatio))
    gl.bindTexture(gl.TEXTURE_2D, texture)
    const { width, height } = shelves
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, width, height, 0, gl.RGBA, gl.UNSIGNED_BYTE, null)
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR)
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.LINEAR)
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE)
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE)
  }

  function draw(pen: CanvasRenderingContext2D, style: TextStyle, text: string): Cut {
    const { font, heightPx, padPx } = STYLES[style]
    pen.font = font
    const fitting = fitText(pen, text, MAX_TEXT_PX)
    const width = Math.ceil((Math.ceil(pen.measureText(fitting).width) + padPx * 2) * pixelRatio)
    const height = Math.ceil(heightPx * pixelRatio)
    canvas.width = width
    canvas.height = height
    pen.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0)
    pen.font = font
    paint(pen, { style, text: fitting, widthPx: width / pixelRatio, heightPx, palette })
    const place = shelves.add(width, height) ?? startOver(width, height)
    gl.bindTexture(gl.TEXTURE_2D, texture)
    gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false)
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, true)
    gl.texSubImage2D(gl.TEXTURE_2D, 0, place.x, place.y, gl.RGBA, gl.UNSIGNED_BYTE, canvas)
    return {
      widthPx: width / pixelRatio,
      heightPx: height / pixelRatio,
      left: place.x / shelves.width,
      top: place.y / shelves.height,
      right: (place.x + width) / shelves.width,
      bottom: (place.y + height) / shelves.height,
    }
  }

  function startOver(width: number, height: number) {
    clear()
    return shelves.add(width, height) ?? { x: 0, y: 0 }
  }

  clear()
  return {
    texture,
    get generation() {
      return generation
    },
    place(style, text) {
      if (text === '' || !context) return null
      const key = `${style}\n${text}`
      const known = cuts.get(key)
      if (known) return known
      const cut = draw(context, style, text)
      cuts.set(key, cut)
      return cut
    },
    restyle(nextPalette, nextRatio) {
      if (nextPalette === palette && nextRatio === pixelRatio) return
      palette = nextPalette
      pixelRatio = nextRatio
      clear()
    },
    dispose() {
      gl.deleteTexture(texture)
    },
  }
}

type Painting = { style: TextStyle; text: string; widthPx: number; heightPx: number; palette: Palette }

function paint(pen: CanvasRenderingContext2D, { style, text, widthPx, heightPx, palette }: Painting) {
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  pen.lineJoin = 'round'
  if (style === 'tag') {
    pen.fillStyle = cssColor(palette.ink, 0.92)
    pen.beginPath()
    pen.roundRect(1, 1, widthPx - 2, heightPx - 2, 6)
    pen.fill()
  }
  if (style === 'name') {
    pen.strokeStyle = cssColor(palette.paper, 0.92)
    pen.lineWidth = 3.5
    pen.strokeText(text, widthPx / 2, heightPx / 2 + 0.5)
  }
  pen.fillStyle = cssColor(style === 'tag' ? palette.paper : palette.ink)
  pen.fillText(text, widthPx / 2, heightPx / 2 + 0.5)
}

/** The text, or as much of it as fits before an ellipsis; whole characters only, so emoji and accents stay whole. */
function fitText(pen: CanvasRenderingContext2D, text: string, maxPx: number): string {
  if (pen.measureText(text).width <= maxPx) return text
  const characters = Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment)
  let [fits, tooLong] = [0, characters.length]
  while (tooLong - fits > 1) {
    const half = (fits + tooLong) >> 1
    if (pen.measureText(`${characters.slice(0, half).join('')}…`).width <= maxPx) fits = half
    else tooLong = half
  }
  return `${characters.slice(0, fits).join('').trimEnd()}…`
}
