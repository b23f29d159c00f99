// Draws the spans of a chart in which nothing could be told, behind the line, with a word where there is room for it.

import type uPlot from 'uplot'

/** Spans in ms since epoch, and what to call them. */
export type Blanks = { spans: readonly { fromMs: number; toMs: number }[]; word: string }

const STRIPE_EVERY_PX = 6
/** Shorter than this a span would not be seen at all. */
const MIN_WIDTH_PX = 2
const TEXT_PADDING_PX = 6

/** For the hook `drawAxes`: above the grid, below the line. */
export function drawBlanks(plot: uPlot, { spans, word }: Blanks, style: CSSStyleDeclaration): void {
  const { ctx, bbox } = plot
  const scale = devicePixelRatio
  ctx.save()
  ctx.beginPath()
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height)
  ctx.clip()
  for (const { fromMs, toMs } of spans) {
    const left = plot.valToPos(fromMs, 'x', true)
    const width = Math.max(MIN_WIDTH_PX * scale, plot.valToPos(toMs, 'x', true) - left)
    fillStripes(ctx, { left, width, top: bbox.top, height: bbox.height, scale, style })
    writeWord(ctx, word, { left, width, top: bbox.top, scale, style })
  }
  ctx.restore()
}

type Place = { left: number; width: number; top: number; scale: number; style: CSSStyleDeclaration }

function fillStripes(
  ctx: CanvasRenderingContext2D,
  { left, width, top, height, scale, style }: Place & { height: number },
): void {
  ctx.fillStyle = style.getPropertyValue('--sunken')
  ctx.fillRect(left, top, width, height)
  ctx.save()
  ctx.beginPath()
  ctx.rect(left, top, width, height)
  ctx.clip()
  ctx.strokeStyle = style.getPropertyValue('--line-strong')
  ctx.lineWidth = scale
  ctx.beginPath()
  for (let x = left - height; x < left + width; x += STRIPE_EVERY_PX * scale) {
    ctx.moveTo(x, top + height)
    ctx.lineTo(x + height, top)
  }
  ctx.stroke()
  ctx.restore()
}

function writeWord(
  ctx: CanvasRenderingContext2D,
  word: string,
  { left, width, top, scale, style }: Place,
): void {
  ctx.font = `${11 * scale}px ${style.fontFamily}`
  const textWidth = ctx.measureText(word).width
  const padding = TEXT_PADDING_PX * scale
  if (textWidth + 2 * padding > width) return
  const middle = left + width / 2
  ctx.fillStyle = style.getPropertyValue('--panel')
  ctx.fillRect(middle - textWidth / 2 - padding, top + 4 * scale, textWidth + 2 * padding, 18 * scale)
  ctx.fillStyle = style.getPropertyValue('--muted')
  ctx.textAlign = 'center'
  ctx.textBaseline = 'middle'
  ctx.fillText(word, middle, top + 13 * scale)
}
